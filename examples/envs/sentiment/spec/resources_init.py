import json
import os

from dataiku.code_env_resources import clear_all_env_vars, grant_permissions, set_env_path

clear_all_env_vars()
set_env_path("SENTIMENT_WORDS", "sentiment")
# A download would stand here.
with open(os.path.join(os.environ["SENTIMENT_WORDS"], "words.json"), "w") as file:
    json.dump({"good": 1, "great": 2, "bad": -1}, file)
grant_permissions("sentiment")
