"""Scores three customers, and says where it ran."""
import json
import math
import os
import sys
from datetime import date
from importlib.metadata import version

import pandas as pd
from company_features import months_since

resources = "/opt/dataiku/code-env/resources"
with open(os.path.join(resources, "weights.json")) as file:
    weights = json.load(file)

customers = pd.DataFrame({"name": ["Ada", "Ben", "Cleo"], "last_order": [date(2026, 9, 1), date(2026, 3, 1), date(2025, 1, 1)]})
months = customers["last_order"].map(lambda day: months_since(day, date(2026, 10, 1)))
customers["churn"] = [round(1 / (1 + math.exp(-(weights["intercept"] + weights["months_since_last_order"] * m))), 2) for m in months]

print(customers.to_string(index=False))
print(f"Scored with {sys.executable}, Python {sys.version.split()[0]}, company-features {version('company-features')}.")
