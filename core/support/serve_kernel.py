"""Serves a kernel to whoever has started the container: serve_kernel.py NOTEBOOK KERNEL-COMMAND…

Behind start_kernel.py. One JSON object a line. Reads {"execute": code}, one after the other, and meanwhile
{"interrupt": true} and {"answer": text}. Writes {"ready": true}; for each cell {"output": as nbformat has it, "display": id},
{"update": output, "display": id}, {"clear": wait} and {"ask": prompt, "password": bool}, and at its end {"ended": "ok" or
"error", "count": number}. Ends with its input.
"""
import contextlib
import json
import signal
import tempfile
import threading

notebook_path, *kernel_command = sys.argv[1:]
answers, codes = queue.Queue(), queue.Queue()
is_executing = threading.Event()


def tell(**message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def tell_output(message):
    kind, content = message["header"]["msg_type"], message["content"]
    if kind == "stream":
        tell(output={"output_type": "stream", "name": content["name"], "text": content["text"]})
    elif kind in ("display_data", "execute_result", "update_display_data"):
        output = {"output_type": "display_data", "data": content["data"], "metadata": content["metadata"]}
        if kind == "execute_result":
            output |= {"output_type": kind, "execution_count": content["execution_count"]}
        shown = {"update" if kind == "update_display_data" else "output": output}
        tell(**shown, display=content.get("transient", {}).get("display_id"))
    elif kind == "error":
        tell(output={"output_type": "error", **{key: content[key] for key in ("ename", "evalue", "traceback")}})
    elif kind == "clear_output":
        tell(clear=content["wait"])


def ask(client, message):
    while not answers.empty():
        answers.get()
    tell(ask=message["content"]["prompt"], password=message["content"]["password"])
    # A kernel that was interrupted does not wait for it any more, and neither does one that has ended the cell: it was
    # interrupted as it asked.
    while not zmq.select([client.shell_channel.socket], [], [], 0)[0]:
        with contextlib.suppress(queue.Empty):
            answer = answers.get(timeout=0.1)
            if answer is not None:
                client.input(answer)
            return


def execute(client, code):
    reply = client.execute_interactive(
        code, allow_stdin=True, output_hook=tell_output, stdin_hook=lambda message: ask(client, message))["content"]
    is_executing.clear()
    # What `?` tells is for a pager, which is here the output.
    for payload in reply.get("payload", []):
        if payload.get("source") == "page":
            tell(output={"output_type": "display_data", "data": payload["data"], "metadata": {}})
    tell(ended="ok" if reply["status"] == "ok" else "error", count=reply.get("execution_count"))


def read(kernel):
    for line in sys.stdin:
        message = json.loads(line)
        if "execute" in message:
            codes.put(message["execute"])
        elif "answer" in message:
            answers.put(message["answer"])
        elif "interrupt" in message:
            # A kernel that starts, or has just answered, would be harmed.
            if is_executing.is_set():
                # First, so that what the cell asks because of the interrupt waits for its own answer.
                answers.put(None)
                # With what it has started.
                os.killpg(kernel.pid, signal.SIGINT)
            else:
                with contextlib.suppress(queue.Empty):
                    codes.get_nowait()
                    tell(ended="error", count=None)
    end(kernel)


def end(kernel):
    kernel.kill()
    os._exit(0)


def watch(kernel):
    code = kernel.wait()
    print(f"The kernel died with exit code {code}.", file=sys.stderr, flush=True)
    # What was killed for its memory is to be told from outside.
    os._exit(137 if code == -9 else 1)


with tempfile.TemporaryDirectory() as folder:
    # What the kernel writes by itself is none of our lines.
    kernel, connection_file = start_kernel(
        kernel_command, folder, notebook_path, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True)
    # The first process of a container sees no signal that it does not ask for.
    signal.signal(signal.SIGTERM, lambda *_: end(kernel))
    threading.Thread(target=watch, args=[kernel], daemon=True).start()
    threading.Thread(target=read, args=[kernel], daemon=True).start()
    client = connect(connection_file)
    tell(ready=True)
    while True:
        code = codes.get()
        is_executing.set()
        execute(client, code)
