"""Runs the resources initialization script while an image is built."""
import importlib.util
import os
import runpy
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
resources = "/opt/dataiku/code-env/resources"
os.makedirs(resources, exist_ok=True)
os.chdir(resources)
if here in sys.path:
    sys.path.remove(here)
try:
    known = importlib.util.find_spec("dataiku.code_env_resources") is not None
except ModuleNotFoundError:
    known = False
if not known:
    sys.path.append(os.path.join(here, "python"))
runpy.run_path(os.path.join(here, "resources_init.py"), run_name="__main__")
# Workloads may run as any user.
subprocess.run(["chmod", "-R", "a+rX", resources], check=True)
