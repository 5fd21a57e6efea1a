#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""display.py PROGRAM [ARGUMENT...] - run a window test on a display of its own

Windows that share a display take focus and pointer from each other, at times that no test chose. Where there is no Xvfb the program runs on the display
it is given; a test without any skips itself. Ends as the program ended.
"""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TRIES = 5


def start_server(command, log):
    """Starts a server that prints where it can be reached. (process, first line); the line is empty when it did not start."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    return child, child.stdout.readline().strip()


def answers(number):
    return not shutil.which("xdotool") or subprocess.run(["xdotool", "getdisplaygeometry"], env=dict(os.environ, DISPLAY=":" + number), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def open_display(size, log):
    """(server, number) of a display of this size ("1440x900"); None when none answers. Two servers that start at once may choose the same number, and
    one of them is then deaf: ask it something, and take another. Without -noreset a server starts over when its last client leaves, and is deaf
    meanwhile."""
    for _ in range(TRIES):
        server, number = start_server(["Xvfb", "-displayfd", "1", "-screen", "0", size + "x24", "-nolisten", "tcp", "-noreset"], log)
        if number and answers(number):
            time.sleep(0.2)
            if server.poll() is None:
                return server, number
        server.terminate()
        server.wait()
    return None


def run(command):
    """The exit status of a shell: 128 and the signal for a program that a signal ended."""
    child = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
    code = child.wait()
    return code if code >= 0 else 128 - code


def main(argv):
    if not shutil.which("Xvfb"):
        return run(argv[1:])
    with tempfile.TemporaryFile("w+") as log:
        display = open_display("1440x900", log)
        if display is None:
            log.seek(0)
            print("Bail out! no display answers: " + log.read().strip().replace("\n", "; "))
            return 1
        server, number = display
        os.environ["DISPLAY"] = ":" + number
        try:
            return run(argv[1:])
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv))
