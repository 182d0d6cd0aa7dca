"""Runs a command with the variables that the resources script of the code env has set."""
import json
import os
import sys

try:
    with open("/opt/dataiku/code-env/resources_env.json") as file:
        os.environ.update({name: str(value) for name, value in json.load(file).items()})
except FileNotFoundError:
    pass
os.execv(sys.argv[1], sys.argv[1:])
