# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Dianwei authors
"""gui.py - sit before the window as a person does: look for things by their name, press, write, read

For test programs (tests/app/test-story-*.py), started with Debian's /usr/bin/python3. A story has a desk of its own: a display, a session bus and
with it an accessibility bus, so that several stories can be told at once and none sees the window of another. What a story finds is what a screen
reader finds; a button it cannot find has no accessible name, and that is a fault of the window.

    with gui.Story(__file__) as story:
        window = story.start("--demo")
        with story.step("the alarm arrives"):
            window.wait("label", "Residual current alarm")

Waits have a deadline and are never a fixed sleep. Each step is one TAP line; a step that fails says what was on the screen.
"""
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

import display

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
APP_ID = "io.github.dianwei.Dianwei"
APP_PATH = "/io/github/dianwei/Dianwei"
# Names of roles before and after at-spi 2.53, and the ones nobody tells apart.
SAME_ROLE = {"push button": "button", "toggle button": "button", "entry": "text", "password text": "text", "radio button": "check box"}
LEAVES = ("label", "image", "scroll bar", "check box")
DEADLINE_S = 15.0
# Pages by id and by the accessible name of their pane.
PAGES = {"overview": "Home", "live": "Live", "hazards": "Hazards", "trend": "Trend", "setup": "Settings"}

Atspi = GLib = Gio = None


class Fault(Exception):
    """The window did not do what the story tells."""


def load_libraries():
    """After the desk exists: libatspi takes its bus from the environment when it is first used."""
    global Atspi, GLib, Gio
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi as atspi, Gio as gio, GLib as glib

    Atspi, GLib, Gio = atspi, glib, gio
    Atspi.init()


def find_missing():
    """What a desk needs and this machine lacks; None when it has all."""
    for tool in ("Xvfb", "dbus-daemon", "xdotool"):
        if not shutil.which(tool):
            return f"there is no {tool}"
    probe = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if subprocess.run([sys.executable, "-c", probe], stderr=subprocess.DEVNULL).returncode != 0:
        return "python3-gi and gir1.2-atspi-2.0 are not installed"
    services = [os.path.join(d, "dbus-1/services/org.a11y.Bus.service") for d in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")]
    return None if any(os.path.exists(s) for s in services) else "at-spi2-core is not installed"


def until(look, message, timeout=DEADLINE_S, every=0.1):
    """The first true answer of look (), asked again until the deadline. The tree may change under a look: that is no fault."""
    end = time.monotonic() + timeout
    while True:
        try:
            got = look()
        except GLib.Error if GLib else ():
            got = None
        if got:
            return got
        if time.monotonic() > end:
            raise Fault(message() if callable(message) else message)
        time.sleep(every)


# --- the desk: a display and a bus ---


class Desk:
    def __init__(self, folder, size):
        self.folder, self.size, self.children = folder, size, []

    def open(self):
        self._open_display()
        run = os.path.join(self.folder, "run")
        os.mkdir(run, 0o700)
        for name in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "GTK_A11Y"):
            os.environ.pop(name, None)
        os.environ.update(XDG_RUNTIME_DIR=run, XDG_DATA_HOME=os.path.join(self.folder, "home"), GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
                          LIBGL_ALWAYS_SOFTWARE="1", GDK_DEBUG="gl-disable,vulkan-disable", GDK_DISABLE="gl,vulkan", LANG="C.UTF-8", LANGUAGE="en", NO_AT_BRIDGE="0")
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self._start(["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"])
        load_libraries()

    def _open_display(self):
        opened = display.open_display(self.size, self._open_log("Xvfb"))
        if opened is None:
            raise Fault("no display answers")
        self.children.append(opened[0])
        os.environ["DISPLAY"] = ":" + opened[1]

    def _open_log(self, name):
        return open(os.path.join(self.folder, name + ".log"), "w")

    def _start(self, command):
        """Starts a server and returns its first line: where it can be reached."""
        child, line = display.start_server(command, self._open_log(command[0]))
        self.children.append(child)
        if not line:
            raise Fault(f"{command[0]} did not start")
        return line

    def close(self):
        for child in reversed(self.children):
            child.terminate()
        for child in reversed(self.children):
            child.wait(5)


def find_free_port():
    """A loopback port that nobody listens on, for a simulator that must come back at the same place."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# --- programs ---


class Program:
    """A child with its own error file. It must end without a word of the sanitizers and without a critical message."""

    BAD = ("ERROR: AddressSanitizer", "LeakSanitizer", "runtime error:", "-CRITICAL **", "Gtk-WARNING **", "-ERROR **")
    # GTK 4.8 says so now and then of a button that appears between layout and drawing, as those of a toast that follows another one: a frame later it is drawn.
    HARMLESS = re.compile(r"Gtk-WARNING.*Trying to snapshot GtkButton 0x[0-9a-f]+ without a current allocation")

    def __init__(self, story, command, **more):
        self.name, self.path = os.path.basename(command[0]), os.path.join(story.folder, f"{os.path.basename(command[0])}-{len(story.programs)}.err")
        self.child = subprocess.Popen(command, stderr=open(self.path, "w"), text=True, **more)

    def end(self, how=signal.SIGTERM):
        if self.child.poll() is None:
            self.child.send_signal(how)
        try:
            return self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise Fault(f"{self.name} did not end within 20 s")

    def complaints(self):
        with open(self.path, encoding="utf-8", errors="replace") as file:
            lines = file.read().splitlines()
        bad = [i for i, line in enumerate(lines) if any(word in line for word in self.BAD) and not self.HARMLESS.search(line)]
        return "\n".join(lines[bad[0]:bad[0] + 40]) if bad else ""


class Simulator(Program):
    """A school with a control line."""

    def __init__(self, story, scenario, *options):
        super().__init__(story, [story.tools["simulator"], "--scenario", scenario, "--exit-with-stdin", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ready = json.loads(self.child.stdout.readline())
        self.control = ready["control"]
        self.ports = {gateway["name"]: gateway["port"] for gateway in ready["gateways"]}

    def tell(self, line):
        with socket.create_connection(("127.0.0.1", self.control), 5) as connection:
            connection.sendall(line.encode() + b"\n")
            answer = json.loads(connection.makefile().readline())
        if "error" in answer:
            raise Fault(f"simulator: {line}: {answer['error']}")
        return answer


# --- the window ---


def role_of(thing):
    """Nothing of what has gone meanwhile."""
    try:
        role = thing.get_role_name()
    except GLib.Error:
        return ""
    return SAME_ROLE.get(role, role)


def name_of(thing):
    """Its accessible name. GTK 4.8 puts the label and what labels it one behind the other ("Undo Undo"): said once is enough."""
    try:
        name = thing.get_name() or ""
    except GLib.Error:
        return ""
    half = len(name) // 2
    return name[:half] if len(name) % 2 and name[half] == " " and name[:half] == name[half + 1:] else name


def has_state(thing, nick):
    return thing.get_state_set().contains(getattr(Atspi.StateType, nick.upper()))


def children_of(thing):
    return [child for child in (thing.get_child_at_index(i) for i in range(thing.get_child_count())) if child]


def is_shown_page(page):
    """A stack shows one of its pages; the others stay in the tree of GTK 4.8. One that was never shown has no size yet."""
    inside = children_of(page)
    box = Atspi.Component.get_extents(inside[0], Atspi.CoordType.WINDOW) if inside else None
    return box is not None and box.width > 0


def is_covered(role, child, name, hidden):
    return role == "panel" and (name in hidden or (name == "GtkStackPage" and not is_shown_page(child)))


def walk(thing, hidden=()):
    """Everything a person could reach, from here on: while a dialog is open, not what it covers. hidden: names of the panes of other pages."""
    waiting = children_of(thing)[::-1]
    while waiting:
        child = waiting.pop()
        try:
            role, name = child.get_role_name(), child.get_name()
            if is_covered(role, child, name, hidden):
                continue
            children = [] if role in LEAVES else children_of(child)
            children = children_of(children[0])[-1:] if name == "DwSheetHost" else children[::-1]
        except GLib.Error:
            continue  # it went while it was looked at
        yield child
        waiting += children


def matches(name, wanted):
    return wanted(name) if callable(wanted) else name == wanted


def part(text):
    """A name that has text in it."""
    def has(name):
        return text in name
    has.__name__ = f"…{text}…"
    return has


def say(wanted):
    return wanted.__name__ if callable(wanted) else repr(wanted)


class Window(Program):
    """The workstation as a running program and as what it shows."""

    def __init__(self, story, *options):
        super().__init__(story, [story.tools["dianwei"], *options])
        self.number = 1  # which of its windows the story looks at
        self.app = until(self._find_app, lambda: f"the window did not come: {self.complaints() or open(self.path).read()[-2000:]}", 30)
        until(self.frames, "there is no window")
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.bus_name = until(self._find_bus_name, "no actions on the session bus")

    # - where things are -

    def _find_app(self):
        if self.child.poll() is not None:
            raise Fault(f"the program ended with {self.child.returncode}: {open(self.path).read()[-2000:]}")
        return next((app for app in children_of(Atspi.get_desktop(0)) if app.get_process_id() == self.child.pid), None)

    def _find_bus_name(self):
        names = self.bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ListNames", None, None, 0, 2000, None).unpack()[0]
        for name in names:
            if name.startswith(":"):
                pid = self.bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)), None, 0, 2000, None)
                if pid.unpack()[0] == self.child.pid and "win.show-page" in self._list_actions(name):
                    return name
        return None

    def _list_actions(self, bus_name):
        try:
            return ["win." + n for n in self.bus.call_sync(bus_name, APP_PATH + "/window/1", "org.gtk.Actions", "List", None, None, 0, 2000, None).unpack()[0]]
        except GLib.Error:
            return []

    def frames(self):
        return [frame for frame in children_of(self.app) if role_of(frame) == "frame"]

    def frame(self, window=1):
        """The frame of a window; frames come in the order in which they were opened."""
        return self.frames()[window - 1]

    def page(self):
        """Which page the window shows: "overview", "live", "hazards", "setup"."""
        described = self.describe_action("win.show-page")
        return described[1] if described else None

    def look(self):
        shown = PAGES.get(self.page())
        return walk(self.frame(self.number), [name for name in PAGES.values() if name != shown])

    def find_all(self, role, name=part("")):
        wanted = SAME_ROLE.get(role, role)
        return [thing for thing in self.look() if role_of(thing) == wanted and matches(name_of(thing), name)]

    def wait(self, role, name, timeout=DEADLINE_S):
        wanted = SAME_ROLE.get(role, role)

        def seen():
            return next((thing for thing in self.look() if role_of(thing) == wanted and matches(name_of(thing), name)), None)
        return until(seen, lambda: f"there is no {role} {say(name)}; there are: {self.names(role)[:60]}", timeout)

    def wait_gone(self, role, name, timeout=DEADLINE_S):
        until(lambda: not self.find_all(role, name), f"{role} {say(name)} is still there", timeout)

    def names(self, role):
        return [name_of(thing) for thing in self.find_all(role)]

    # - what a person does -

    def press(self, role, name, timeout=DEADLINE_S):
        thing = self.wait(role, name, timeout)
        until(lambda: has_state(thing, "sensitive"), f"{role} {say(name)} cannot be pressed", timeout)
        if Atspi.Accessible.get_action_iface(thing) is None or Atspi.Action.get_n_actions(thing) == 0:
            self.point(thing)  # check boxes and switches of GTK 4.8 publish no action
        elif not Atspi.Action.do_action(thing, 0):
            raise Fault(f"{role} {say(name)} did not take the press")

    def point(self, thing):
        """The pointer. Without a window manager the window stands at 0,0."""
        box = Atspi.Component.get_extents(thing, Atspi.CoordType.WINDOW)
        subprocess.run(["xdotool", "mousemove", str(box.x + min(box.width, 24) // 2), str(box.y + box.height // 2), "click", "1"], check=True)

    def write(self, name, text, role="text"):
        field = self.wait(role, name)
        field = field if Atspi.Accessible.get_editable_text_iface(field) else next((t for t in walk(field) if Atspi.Accessible.get_editable_text_iface(t)), None)
        if field is None or not Atspi.EditableText.set_text_contents(field, text):
            raise Fault(f"nothing can be written into {say(name)}")

    def read(self, name, role="text"):
        field = self.wait(role, name)
        return Atspi.Text.get_text(field, 0, -1)

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def act(self, action, parameter=None):
        """A GAction over the session bus: "win.show-page", GLib.Variant ("s", "hazards")."""
        scope, name = action.split(".", 1)
        path = APP_PATH + (f"/window/{self.number}" if scope == "win" else "")
        parameters = GLib.Variant("(sava{sv})", (name, [parameter] if parameter is not None else [], {}))
        self.bus.call_sync(self.bus_name, path, "org.gtk.Actions", "Activate", parameters, None, 0, 5000, None)

    def describe_action(self, action):
        """(enabled, state) of an action, or None."""
        scope, name = action.split(".", 1)
        path = APP_PATH + (f"/window/{self.number}" if scope == "win" else "")
        try:
            enabled, _, state = self.bus.call_sync(self.bus_name, path, "org.gtk.Actions", "Describe", GLib.Variant("(s)", (name,)), None, 0, 5000, None).unpack()[0]
        except GLib.Error:
            return None
        return enabled, state[0] if state else None

    def toast(self, text, timeout=DEADLINE_S):
        return self.wait("label", part(text), timeout)

    # - when something is wrong -

    def screen(self):
        """What is on the screen, one thing a line."""
        lines = [f"{role_of(thing)} {name_of(thing)!r}" for thing in self.look() if name_of(thing) and role_of(thing) not in ("filler", "panel")]
        return "\n".join(lines[:400])

    def quit(self):
        self.act("app.quit")
        return self.end(0)


# --- the story ---


class Story:
    """Prints TAP. A step that fails ends the story: what follows stands on it."""

    def __init__(self, name, size="1440x900"):
        self.name, self.size = os.path.basename(name), size
        self.count = self.failed = 0
        self.programs, self.ended = [], False
        build = os.environ.get("DIANWEI_BUILD", os.path.join(ROOT, "build"))
        self.tools = {"dianwei": os.path.join(build, "src/app/dianwei"), "ctl": os.path.join(build, "src/ctl/dianweictl"), "simulator": os.path.join(build, "src/simulator/dianwei-simulator")}
        self.scenario = os.path.join(ROOT, "tests/station/small-school.json")

    def __enter__(self):
        missing = find_missing()
        if missing:
            print(f"1..0 # SKIP {missing}")
            sys.exit(0)
        self.folder = tempfile.mkdtemp(prefix="dianwei-story-")
        self.data_dir = os.path.join(self.folder, "station")
        self.desk = Desk(self.folder, self.size)
        # Leaks are looked for by the tests of the widgets: among what GTK and the driver of a whole window leave behind they cannot be told apart.
        os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
        os.environ.setdefault("DIANWEI_DATA", os.path.join(ROOT, "data"))
        self.desk.open()
        return self

    def start(self, *options, page="live"):
        """Stories are told of one page; the window itself begins with the overview."""
        self.window = Window(self, *options, "--data-dir", self.data_dir)
        self.window.act("win.show-page", GLib.Variant("s", page))
        self.programs.append(self.window)
        return self.window

    def school(self, *options):
        simulator = Simulator(self, self.scenario, *options)
        self.programs.append(simulator)
        return simulator

    def ctl(self, *words):
        """dianweictl: exit code and the JSON lines it printed."""
        done = subprocess.run([self.tools["ctl"], *words, "--data-dir", self.data_dir, "--json"], capture_output=True, text=True, timeout=60)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]

    @contextlib.contextmanager
    def step(self, name):
        self.count += 1
        started = time.monotonic()
        try:
            yield
        except Exception as error:
            self.failed += 1
            print(f"not ok {self.count} - {name}", flush=True)
            self._explain(error)
            raise
        print(f"ok {self.count} - {name} ({time.monotonic() - started:.1f} s)", flush=True)

    def _explain(self, error):
        lines = (str(error) if isinstance(error, Fault) else traceback.format_exc()).splitlines()
        with contextlib.suppress(Exception):
            lines += ["on the screen:"] + self.window.screen().splitlines()
        if os.environ.get("DIANWEI_PICTURES"):
            subprocess.run(["import", "-window", "root", os.path.join(os.environ["DIANWEI_PICTURES"], self.name + ".png")])
        print("\n".join("# " + line for line in lines), flush=True)

    def close(self):
        """The programs end in order, and none of them has complained."""
        with self.step("the programs end without a complaint"):
            for program in reversed(self.programs):
                code = program.quit() if isinstance(program, Window) and program.child.poll() is None else program.end()
                if program.complaints():
                    raise Fault(f"{program.name} ended with {code}: {program.complaints()}")

    def __exit__(self, kind, error, trace):
        if error is None:
            with contextlib.suppress(Exception):
                self.close()
        elif self.failed == 0:
            self.failed = 1
            print(f"not ok {self.count + 1} - {self.name}")
            self._explain(error)
            self.count += 1
        for program in self.programs:
            if program.child.poll() is None:
                program.child.kill()
                program.child.wait()
        print(f"1..{self.count}", flush=True)
        self.desk.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        # libatspi has lost its bus: its exit handlers must not run.
        os._exit(1 if self.failed else 0)


def check(truth, message):
    if not truth:
        raise Fault(message)
