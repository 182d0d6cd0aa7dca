"""Starts a kernel: what run_notebook.py and serve_kernel.py have in common, put before them.

Needs nothing but jupyter_client, which comes with ipykernel.
"""
import os
import queue
import subprocess
import sys

try:
    import zmq
    from jupyter_client.blocking import BlockingKernelClient
    from jupyter_client.connect import write_connection_file
except ImportError as error:
    sys.exit(f"There is no kernel: {sys.executable} of this image has no jupyter_client ({error}). "
             "Install it in the base image, or turn on Jupyter support of the code env and build its image.")


def start_kernel(command, folder, notebook_path, **streams):
    """Gives the process and its connection file in `folder`, which the last word of the command gets."""
    connection_file, _ = write_connection_file(f"{folder}/connection.json")
    # The files beside the notebook can be imported.
    paths = [os.path.dirname(notebook_path), os.environ.get("PYTHONPATH", "")]
    kernel = subprocess.Popen([*command, connection_file], **streams, env={
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        # Otherwise ipykernel tells how to stop it, and its debugger how to start it.
        "JPY_PARENT_PID": str(os.getpid()),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    })
    return kernel, connection_file


def connect(connection_file):
    """Gives a client once the kernel answers, what it prints arrives, and it can ask. The client's own way takes a slow kernel for a dead one."""
    client = BlockingKernelClient(connection_file=connection_file)
    client.load_connection_file()
    client.start_channels(stdin=False)
    while True:
        asked = client.kernel_info()
        try:
            # A slow kernel is asked more than once. Whoever waits for the end of a cell must not find an answer to that.
            while client.get_shell_msg(timeout=1)["parent_header"].get("msg_id") != asked:
                pass
            client.get_iopub_msg(timeout=1)
            break
        except queue.Empty:
            pass
    # A question to whom is not connected yet is lost, and the kernel waits for ever. An immediate socket takes messages
    # only once it is connected: https://libzmq.readthedocs.io/en/latest/zmq_setsockopt.html
    client.context.setsockopt(zmq.IMMEDIATE, 1)
    client.stdin_channel.start()
    zmq.select([], [client.stdin_channel.socket], [])
    return client


