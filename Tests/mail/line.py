"""A line between two programs on this machine, in threads of the test's own. It can be slow, and be cut after so many bytes of what goes out: both
ends are told at once, as by a firewall, and whoever comes again is turned away until it is mended."""

import socket
import struct
import threading
import time


class Line:
    def __init__(self, target):
        self.target, self.cut, self.left, self.pace = target, threading.Event(), None, None
        self.sent = 0
        self.lock, self.ends = threading.Lock(), []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_after(self, count):
        with self.lock:
            self.left = count

    def mend(self):
        with self.lock:
            self.left = None
        self.cut.clear()

    def slow_down(self, pace):
        """To so many bytes a second of what goes out; None for as fast as can be."""
        self.pace = pace

    def close(self):
        self.listener.close()
        self._break()

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.cut.is_set():
                reset(near)
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                reset(near)
                continue
            with self.lock:
                self.ends += [near, far]
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, source, sink, is_out):
        try:
            while piece := source.recv(4096):
                if is_out and not self._may_pass(piece):
                    return self._break()
                sink.sendall(piece)
        except OSError:
            pass
        finally:
            try:
                sink.shutdown(socket.SHUT_WR)
            except OSError:
                pass

    def _may_pass(self, piece):
        with self.lock:
            self.sent += len(piece)
            if self.left is not None:
                self.left -= len(piece)
                if self.left < 0:
                    self.cut.set()
                    return False
        if self.pace:
            time.sleep(len(piece) / self.pace)
        return True

    def _break(self):
        with self.lock:
            ends, self.ends = self.ends, []
        for end in ends:
            reset(end)


def reset(end):
    """Without a farewell: the other end reads « connection reset »."""
    try:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        end.shutdown(socket.SHUT_RD)
    except OSError:
        pass
    end.close()
