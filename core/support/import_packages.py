"""Imports packages one after the other, each in a process of its own, and tells of each by a line of JSON."""
import csv
import importlib.util
import json
import os
import platform
import re
import sys
import time
import traceback

# What would shadow packages: -c puts the working directory there.
sys.path[:] = [folder for folder in sys.path if folder]
# Names at the top of a package that are there by mistake, and may need what only its authors have.
STRAY = {"benchmarks", "conftest", "doc", "docs", "example", "examples", "setup", "test", "tests"}


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def distributions():
    """What is installed: names, versions, and what reads a file of the metadata."""
    try:
        from importlib import metadata
    except ImportError:  # Python 3.6 and 3.7, whose environments have setuptools
        import pkg_resources

        for found in pkg_resources.working_set:
            yield found.project_name, found.version, lambda file, found=found: (
                found.get_metadata(file) if found.has_metadata(file) else None
            )
        return
    for found in metadata.distributions():
        try:
            yield found.metadata["Name"], found.version, found.read_text
        except Exception:  # a folder that an interrupted pip has left
            pass


def modules_in(record):
    """The top packages and modules among installed files; of a namespace those that are in it."""
    paths = [row[0] for row in csv.reader(record.splitlines()) if row]
    inits = [re.match(r"(.+)/__init__\.(?:py|(?:.*\.)?so)$", path) for path in paths]
    packages = {init.group(1) for init in inits if init}
    files = [re.match(r"(\w+)\.(?:py|(?:[\w-]+\.)?so)$", path) for path in paths]
    tops = {path for path in packages if not any(path.startswith(other + "/") for other in packages)}
    tops |= {file.group(1) for file in files if file}
    return [top.replace("/", ".") for top in tops if all(map(str.isidentifier, top.split("/")))]


def modules_of(name, read):
    """What to import of a distribution. Some have nothing: they only need others."""
    top_level = (read("top_level.txt") or "").replace("/", ".").split()
    for modules in modules_in(read("RECORD") or ""), top_level:
        meant = [one for one in modules if not one.startswith("_") and one.split(".")[0] not in STRAY]
        if meant:
            return sorted(set(meant))
    guess = name.replace("-", "_")
    return [guess] if guess in top_level or importlib.util.find_spec(guess) else sorted(top_level)


def import_all(modules):
    """Gives what went wrong, or None. What is printed on the way is no answer of ours."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.dup2(2, 1)
        sys.stdout = sys.stderr
        for module in modules:
            try:
                importlib.import_module(module)
            except BaseException as error:
                traceback.print_exc()
                reason = "".join(traceback.format_exception_only(type(error), error)).strip()
                os.write(writer, ("import %s: %s" % (module, reason))[:4000].encode("utf-8", "replace"))
                os._exit(1)
        os._exit(0)
    os.close(writer)
    status = os.waitpid(child, 0)[1]
    told = os.read(reader, 65536).decode("utf-8", "replace") if status else None
    os.close(reader)
    if os.WIFSIGNALED(status):
        return "import %s: Python was killed by signal %d" % (", ".join(modules), os.WTERMSIG(status))
    if status and not told:
        return "import %s: Python ended with exit code %d" % (", ".join(modules), os.WEXITSTATUS(status))
    return told


def tell(**said):
    print(json.dumps(said), flush=True)


# What markers can ask for: packaging.python.org, dependency specifiers.
tell(
    environment={
        "os_name": os.name,
        "sys_platform": sys.platform,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": platform.release(),
        "platform_system": platform.system(),
        "platform_version": platform.version(),
        "python_version": ".".join(platform.python_version_tuple()[:2]),
        "python_full_version": platform.python_version(),
        "implementation_name": sys.implementation.name,
        "implementation_version": platform.python_version(),
    }
)
installed = {}
for name, version, read in distributions():
    if name:
        installed.setdefault(normalized(name), (version, read))
for name in sys.argv[1:]:
    if name not in installed:
        tell(name=name)
        continue
    version, read = installed[name]
    began = time.monotonic()
    modules = modules_of(name, read)
    error = import_all(modules)
    tell(name=name, version=version, modules=modules, error=error, seconds=round(time.monotonic() - began, 3))
