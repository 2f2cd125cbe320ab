"""Progress lines of long commands, and programs run with a bound on their time."""

import contextlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time

HEARTBEAT_SECONDS = 20
# For what is asked to end: installers end at once, Maven and emulators in a few seconds.
LEAVE_SECONDS = 10
RESET = "\x1b[0m"


class StepFailed(Exception):
    """A step ended badly; the message says which and how. Its output has been shown and is in `output` if captured."""

    def __init__(self, message, output=""):
        super().__init__(message)
        self.output = output


def say(text):
    """Print one progress line, visible at once even when the output is piped."""
    print(f"== {text}", flush=True)


def counted(number, thing):
    """Return a number of things in words: 1 user, 2 users."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def expect(holds, otherwise):
    """Stop a step that would tell something untrue."""
    if not holds:
        raise StepFailed(otherwise)


def described(failure):
    """Return what went wrong, in words; of a command that took too long not its arguments, which may hold secrets."""
    if isinstance(failure, StepFailed):
        return str(failure)
    if isinstance(failure, subprocess.TimeoutExpired):
        program = failure.cmd if isinstance(failure.cmd, str) else failure.cmd[0]
        return f"{program} was not done after {failure.timeout:g} s"
    return f"{type(failure).__name__}: {failure}"


def run(name, command, *, cwd, env=None, patience_seconds=1800, capture=False, heartbeat=True, show=True):
    """Run one program of a step to its end.

    Shows its output; with `capture` also returns it, without `show` only returns it; with `heartbeat` says now and then
    that it is still at work.
    Raises StepFailed when it ends badly or takes longer than `patience_seconds`. The program gets a process group of
    its own, so that what it started ends with it.
    """
    started = time.monotonic()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=env,
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    strikes = iter([signal.SIGTERM])

    def out_of_time(*_):
        signal_group(process, next(strikes, signal.SIGKILL))
        signal.alarm(LEAVE_SECONDS)  # nobody waits in here: whom this interrupts may hold what a wait needs

    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(patience_seconds)
    lines = []
    done = threading.Event()
    if heartbeat:
        threading.Thread(target=beat, args=(name, done), daemon=True).start()
    try:
        for line in process.stdout:
            line = line.replace(RESET, "")  # Maven ends with it even when it is told to use no colours
            if show:
                sys.stdout.write(line)
                sys.stdout.flush()
            if capture or not show:
                lines.append(line)
        code = process.wait()
    finally:
        signal.alarm(0)
        done.set()
        end_group(process)
    seconds = time.monotonic() - started
    if seconds >= patience_seconds:
        raise StepFailed(f"{name}: not done after {patience_seconds} s", "".join(lines))
    if code:
        raise StepFailed(f"{name}: exit code {code} of: {' '.join(map(str, command))}", "".join(lines))
    return "".join(lines)


@contextlib.contextmanager
def beside(name, command, *, cwd, env=None, patience_seconds=1800):
    """Run a program while the with block does something else, and then show what it printed, in one piece.

    Raises StepFailed when it ends badly or is not done in time. When the block fails the program is ended, and shown
    only if it had failed before.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        wanted, done = False, threading.Event()
        try:
            yield
            wanted = True
            threading.Thread(target=beat, args=(name, done), daemon=True).start()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(patience_seconds)
        finally:
            done.set()
            code = process.poll()
            end_group(process)
            if wanted or code:
                output.seek(0)
                sys.stdout.write(output.read())
                sys.stdout.flush()
    if code is None:
        raise StepFailed(f"{name}: not done after {patience_seconds} s")
    if code:
        raise StepFailed(f"{name}: exit code {code} of: {' '.join(map(str, command))}")


def beat(name, done):
    """Say every now and then that a step is still at work, for builds are silent for minutes."""
    started = time.monotonic()
    while not done.wait(HEARTBEAT_SECONDS):
        print(f"   … {name}: {time.monotonic() - started:.0f} s", flush=True)


def end_group(process, patience_seconds=None):
    """End what is left of the process group of a program that was started with a session of its own.

    It is asked first, for what it has started in other sessions only it can end, and killed when it does not go.
    """
    try:
        end = time.monotonic() + (LEAVE_SECONDS if patience_seconds is None else patience_seconds)
        left = signal_group(process, signal.SIGTERM)
        while left and time.monotonic() < end:
            time.sleep(0.02)
            process.poll()  # a leader counts until somebody has taken note of its end
            left = signal_group(process, 0)
    finally:
        kill_group(process)


def kill_group(process):
    """Kill what is left of the process group of a program that has been asked to end, or need not be."""
    signal_group(process, signal.SIGKILL)
    process.wait()


def signal_group(process, number):
    """Send a signal to a process group and return whether anybody is left in it."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):  # on macOS the latter is said of those who have ended
        return False
    return True


def end_when_asked():
    """Turn SIGTERM, and SIGHUP of a terminal that is closed, into an ordinary exit: what was started is stopped first.

    A SIGHUP that whoever started this has it ignore, as nohup does, stays ignored.
    """

    def leave(number, _):
        for each in asking:  # a second one would break the stopping off
            signal.signal(each, lambda *_: None)
        for output in (1, 2):  # a terminal that is closed takes nothing of what is said on the way
            with contextlib.suppress(OSError):
                if number == signal.SIGHUP and stat.S_ISCHR(os.fstat(output).st_mode):
                    os.dup2(os.open(os.devnull, os.O_WRONLY), output)
        sys.exit(128 + number)

    ignored = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    asking = (signal.SIGTERM,) if ignored else (signal.SIGTERM, signal.SIGHUP)
    for number in asking:
        signal.signal(number, leave)
