import os

from setuptools import setup

setup(name="company-features", version=os.environ["VERSION"], packages=["company_features"])
