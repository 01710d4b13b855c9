"""A network between two programs on this machine, which can be cut as when a host loses its power: whoever is at this end hears nothing any more,
neither an answer nor that there is none. Needs no privilege: the kernel is told to drop what arrives (BPF, socket(7)).

    wire.py PORT TARGET    passes what comes to PORT on to TARGET; SIGUSR1 cuts it
"""

import asyncio
import ctypes
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

from fund import end_with_parent, free_port

# Linux's number; Python has no name for it.
SO_ATTACH_FILTER = 26


class Wire:
    """In a process of its own, so that its end is silent too: cut, it stops as it stands."""

    def __init__(self, target):
        self.port = free_port()
        self.process = subprocess.Popen(
            [sys.executable, __file__, str(self.port), str(target)], stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=end_with_parent)
        self._until(lambda: socket.socket().connect_ex(("127.0.0.1", self.port)) == 0)

    def cut(self):
        self.process.send_signal(signal.SIGUSR1)
        self._until(lambda: Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")

    def end(self):
        """From now on connections are refused at once, as by a host that is back without its server."""
        self.process.kill()
        self.process.wait()

    def _until(self, condition):
        end = time.monotonic() + 10
        while not condition():
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("the wire doesn't do what it is told")
            time.sleep(0.01)


def deafen(connection):
    """The kernel drops whatever arrives, without a word to the sender; new connections too, where it listens."""
    drop = (ctypes.c_ubyte * 8).from_buffer_copy(struct.pack("HBBI", 0x06, 0, 0, 0))
    connection.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(drop)))


async def carry(port, target):
    near = set()

    async def join(reader, writer):
        near.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target)
            await asyncio.gather(pass_on(reader, far_writer), pass_on(far_reader, writer))
        except OSError:
            writer.close()
        finally:
            near.discard(writer)

    server = await asyncio.start_server(join, "127.0.0.1", port)

    def cut():
        for connection in [*server.sockets, *(writer.get_extra_info("socket") for writer in near)]:
            deafen(connection)
        # What the far end still says, even its farewell, is never passed on.
        os.kill(os.getpid(), signal.SIGSTOP)

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, cut)
    await server.serve_forever()


async def pass_on(reader, writer):
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
            await writer.drain()
    finally:
        writer.close()


if __name__ == "__main__":
    asyncio.run(carry(*map(int, sys.argv[1:])))
