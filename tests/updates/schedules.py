"""What schedule sites export, as small as can be."""


def event(uid, summary, start="20310402T070000Z", categories="AI + ML"):
    return (
        f"BEGIN:VEVENT\r\nDTSTAMP:20310101T000000Z\r\nDTSTART:{start}\r\nDTEND:{start}\r\nSUMMARY:{summary}\r\n"
        f"DESCRIPTION:So much &nbsp\\; text.\r\nCATEGORIES:{categories}\r\nLOCATION:Hall 1\\, Oslo\r\nSEQUENCE:0\r\n"
        f"UID:{uid}\r\nURL:http://kccnceu2031.sched.com/event/{uid}\r\nEND:VEVENT\r\n"
    )


def calendar(*events):
    head = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:kccnceu2031\r\nPRODID:-//Sched.com KubeCon Europe 2031//EN\r\n"
    )
    return f"{head}{''.join(events)}END:VCALENDAR\r\n".encode()
