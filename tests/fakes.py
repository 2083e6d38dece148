"""Small invented entries, so that a test says only what it is about."""

import datetime as dt

from bot.model.entry import Entry, EntryKind, Source, Speaker


def source(recap="na2025-otters", title="Otters at KubeCon NA 2025", heading="Herding", line=7):
    return Source(recap, title, f"https://recaps.example/{recap}", heading, line)


def takeaway(text, *, event="kubecon-na-2025", topics=(), **where):
    return Entry(
        EntryKind.TAKEAWAY, "", text, source(**where), event=event, date=dt.date(2025, 12, 8), topics=tuple(topics)
    )


def talk(title, *people, text="", event="kubecon-na-2025", topics=(), **where):
    """Make a talk; people are (name, company) pairs."""
    return Entry(
        EntryKind.TALK,
        title,
        text,
        source(**where),
        speakers=tuple(Speaker(name, org) for name, org in people),
        event=event,
        date=dt.date(2025, 12, 8),
        topics=tuple(topics),
    )


DRA = ("Dynamic Resource Allocation",)

ENTRIES = (
    takeaway("DRA is generally available since Kubernetes 1.34.", topics=DRA, recap="na2025-lodge", heading="GPUs"),
    takeaway(
        "Dynamic Resource Allocation replaces whole-GPU requests.", topics=DRA, recap="na2025-pond", heading="Devices"
    ),
    takeaway(
        "Dynamic resource allocation replaces whole GPU requests!", topics=DRA, recap="na2025-brook", heading="News"
    ),
    takeaway(
        "Dynamic Resource Allocation is still alpha.",
        topics=DRA,
        recap="eu2024-weir",
        event="kubecon-eu-2024",
        heading="GPUs",
    ),
    talk(
        "Sharing Dens: DRA for Shy Animals",
        ("Priya Burrow", "Underground Ltd"),
        text="How four badgers share one den.",
        topics=DRA,
        recap="na2025-lodge",
        heading="Talks",
    ),
    talk(
        "The Otter Who Cried Outage",
        ("Ola Otter", "Riverbank"),
        ("Étienne Blaireau", "Terrier SA"),
        text="An incident review with many fish.",
        recap="na2025-pond",
        heading="Talks",
    ),
    takeaway("Hydra heads were draining slowly.", recap="na2025-pond", heading="Myths"),
    takeaway("Drasi reacts to change.", recap="na2025-pond", heading="Events", topics=("Drasi",)),
    takeaway(
        "Karmada places work on forty clusters of beavers.", topics=("Karmada",), recap="na2025-brook", heading="Fleet"
    ),
    takeaway("vLLM serves the badgers' models.", topics=("vLLM",), recap="na2025-brook", heading="Models"),
    takeaway("More than 9,000 animals came to Atlanta.", recap="na2025-brook", heading="Numbers"),
    takeaway(
        "Cilium was on every stage.", topics=("Cilium",), recap="eu2024-weir", event="kubecon-eu-2024", heading="Mesh"
    ),
    takeaway("Cilium met eBPF again.", topics=("Cilium", "eBPF"), recap="na2025-lodge", heading="Mesh"),
    takeaway("The reporting duty of the Cyber Resilience Act starts on 11 September 2026.", heading="Law"),
    takeaway("オッターはCRDで川を管理した。", recap="japan2026-kawa", event="kubecon-japan-2026", heading="発表"),
    takeaway(
        "Prometheus Operator watches the ponds.", topics=("Prometheus Operator",), recap="na2025-brook", heading="Eyes"
    ),
)
