"""Executes a notebook and writes it with its outputs: run_notebook.py NOTEBOOK OUTPUT KERNEL-COMMAND…

Behind start_kernel.py.
"""
import json
import re
import tempfile
import threading

notebook_path, output_path, *kernel_command = sys.argv[1:]
with open(notebook_path, encoding="utf-8") as file:
    try:
        notebook = json.load(file)
    except ValueError as error:
        sys.exit(f"{os.path.basename(notebook_path)} is no notebook: it is not JSON ({error}).")
if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
    sys.exit(f"{os.path.basename(notebook_path)} is no notebook of format 4. Save it again in Jupyter.")

stream_files = {"stdout": sys.stdout, "stderr": sys.stderr}


def add_output(outputs, message):
    """Keeps a message of the kernel as nbformat has it, and prints what is text."""
    kind, content = message["header"]["msg_type"], message["content"]
    if kind == "stream":
        stream_files[content["name"]].write(content["text"])
        stream_files[content["name"]].flush()
        last = outputs[-1] if outputs else {}
        if last.get("output_type") == "stream" and last["name"] == content["name"]:
            last["text"] += content["text"]
        else:
            outputs.append({"output_type": "stream", "name": content["name"], "text": content["text"]})
    elif kind in ("display_data", "execute_result"):
        output = {"output_type": kind, "data": content["data"], "metadata": content["metadata"]}
        if kind == "execute_result":
            output["execution_count"] = content["execution_count"]
        outputs.append(output)
        if "text/plain" in content["data"]:
            print(content["data"]["text/plain"], flush=True)
    elif kind == "error":
        outputs.append({"output_type": "error", **{key: content[key] for key in ("ename", "evalue", "traceback")}})
    elif kind == "clear_output":
        outputs.clear()


def write():
    with open(f"{output_path}.new", "w", encoding="utf-8") as file:
        json.dump(notebook, file, ensure_ascii=False, indent=1)
        file.write("\n")
    os.replace(f"{output_path}.new", output_path)


class State:
    """Where the execution is, for whoever learns that the kernel is gone."""

    cell = 0  # None has begun.
    ended = False


def execute(client):
    """Gives a sentence about the first cell that fails; the cells behind it are not executed."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
    for State.cell, cell in enumerate(notebook["cells"], 1):
        source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        if cell["cell_type"] != "code" or not source.strip():
            continue
        reply = client.execute_interactive(
            source, allow_stdin=False, output_hook=lambda message: add_output(cell["outputs"], message))["content"]
        cell["execution_count"] = reply.get("execution_count")
        write()
        if reply["status"] == "error":
            print(re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply["traceback"])), file=sys.stderr, flush=True)
            return f"Cell {State.cell} failed: {reply['ename']}: {' '.join(reply['evalue'].split())}"
    return None


def watch(kernel):
    """The client would wait for ever for a kernel that is gone."""
    code = kernel.wait()
    if not State.ended:
        write()
        where = f"Cell {State.cell} failed" if State.cell else "The notebook was not begun"
        print(f"{where}: the kernel died with exit code {code}.", file=sys.stderr, flush=True)
        # What was killed for its memory is to be told from outside.
        os._exit(137 if code == -9 else 1)


with tempfile.TemporaryDirectory() as folder:
    kernel, connection_file = start_kernel(kernel_command, folder, notebook_path)
    threading.Thread(target=watch, args=[kernel], daemon=True).start()
    client = connect(connection_file)
    failure = execute(client)
    State.ended = True
    client.stop_channels()
    kernel.kill()
write()
sys.exit(failure)
