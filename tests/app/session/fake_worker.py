"""A worker that behaves as badly as it is told: the client must bear it.  First argument: the manner."""

from __future__ import annotations

import os
import signal
import sys
import time

import numpy as np

from app.session.pipes import Channel, Gone, Inbox
from app.session.protocol import (
    VERSION,
    EpochEnded,
    Export,
    Exported,
    Pause,
    Preview,
    Previewed,
    Progress,
    Ready,
    RunEnded,
    RunStarted,
    Stop,
    Train,
)
from app.session.ring import RingWriter

SERIES = ["loss", "learning_rate", "accuracy", "grad:hidden/kernel", "grad:hidden/bias"]


def train(manner: str, inbox: Inbox, channel: Channel, command: Train) -> None:
    steps = command.max_steps or 10**9
    writer = RingWriter(command.ring, len(SERIES))
    channel.send(
        RunStarted(
            run=command.run,
            series=SERIES,
            epochs=100,
            steps_per_epoch=10,
            parameters=42,
            device="cpu",
            batch_size=32,
            samples=320,
        )
    )
    paused = False
    step = 0
    while step < steps:
        if inbox.waiting or paused:
            order = inbox.take(wait=paused)
            if isinstance(order, Stop) and manner == "deaf":
                time.sleep(60)
            if isinstance(order, Stop):
                break
            paused = isinstance(order, Pause)
            state = "paused" if paused else "running"
            channel.send(Progress(run=command.run, epoch=step // 10, step=step, rate=1.0, remaining=1.0, state=state))
            continue
        step += 1
        writer.write(step // 10, step, np.full(len(SERIES), 1.0 / step))
        writer.publish()
        if manner == "die" and step == 50:
            os.kill(os.getpid(), signal.SIGSEGV)
        if step % 10 == 0 or manner == "flood":
            values = {"loss": 1.0 / step, "val_loss": 2.0 / step}
            channel.send(EpochEnded(run=command.run, epoch=step // 10, step=step, values=values), now=manner != "flood")
        if manner != "flood":
            time.sleep(0.001)
    reason = "finished" if step == steps else "stopped"
    channel.send(RunEnded(run=command.run, reason=reason, steps=step, seconds=0.1, values={"loss": 1.0 / max(step, 1)}))


def main() -> None:
    manner = sys.argv[1]
    if manner == "early":
        sys.exit(3)
    channel = Channel(1)
    if manner == "garbage":
        os.write(1, b"\x05\0\0\0hello")
        time.sleep(60)
    channel.send(Ready(version=VERSION + (manner == "newer"), pid=os.getpid()))
    inbox = Inbox(0)
    try:
        while True:
            command = inbox.take(wait=True)
            if isinstance(command, Train):
                train(manner, inbox, channel, command)
            elif isinstance(command, Preview) and command.looks:
                if manner == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                if manner == "stuck":
                    time.sleep(60)
                channel.send(Previewed(request=command.request, pictures=[], step=len(command.document)))
            elif isinstance(command, Export):
                if manner == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                channel.send(Exported(request=command.request, target=command.target, code=command.document))
    except Gone:
        pass


main()
