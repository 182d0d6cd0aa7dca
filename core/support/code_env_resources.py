"""The documented functions of dataiku.code_env_resources, for base images that do not have DSS's own.

Source: developer.dataiku.com, concepts-and-examples/code-envs.
"""
import json
import os
import stat

_CODE_ENV = "/opt/dataiku/code-env"
_RESOURCES = os.path.join(_CODE_ENV, "resources")
_VARIABLES = os.path.join(_CODE_ENV, "resources_env.json")


def _read():
    try:
        with open(_VARIABLES) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def _write(variables):
    with open(_VARIABLES, "w") as file:
        json.dump(variables, file, indent=2, sort_keys=True)


def clear_all_env_vars():
    """Forgets every variable that was set before."""
    for name in _read():
        os.environ.pop(name, None)
    _write({})


def set_env_var(name, value):
    """Sets a variable, now and whenever the code env is used."""
    os.environ[name] = str(value)
    _write({**_read(), name: str(value)})


def set_env_path(name, path):
    """Sets a variable to a path that is relative to the resources directory, and makes that directory."""
    absolute = os.path.join(_RESOURCES, path)
    os.makedirs(absolute, exist_ok=True)
    set_env_var(name, absolute)


def get_env_var(name):
    """The value of a variable, or None."""
    return _read().get(name)


def delete_env_var(name):
    """Forgets a variable."""
    variables = _read()
    variables.pop(name, None)
    os.environ.pop(name, None)
    _write(variables)


def grant_permissions(path):
    """Lets every user read `path` and what is below it."""
    absolute = os.path.join(_RESOURCES, path)
    for folder, _, files in os.walk(absolute):
        os.chmod(folder, os.stat(folder).st_mode | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
        for name in files:
            file = os.path.join(folder, name)
            os.chmod(file, os.stat(file).st_mode | stat.S_IRGRP | stat.S_IROTH)
    if os.path.isfile(absolute):
        os.chmod(absolute, os.stat(absolute).st_mode | stat.S_IRGRP | stat.S_IROTH)


def update_models_meta():
    """DSS writes a list of sentence embedding models here. Without DSS there is nobody to read it."""


def fetch_from_backend(paths):
    """For recipes and notebooks whose image has no resources; a resources initialization script must not call it."""
    raise RuntimeError("fetch_from_backend may not be called from a resources initialization script")
