from setuptools import setup

setup(name="company-text", version="0.4.0", packages=["company_text"])
