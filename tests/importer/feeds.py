"""Write feeds as sites send them."""

from html import escape


def rss(*items, encoding="utf-8"):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Otter blog</title><link>/</link>{''.join(items)}</channel></rss>"
    ).encode(encoding)


def item(title, link, guid="", text="An otter writes.", **more):
    parts = {"title": title, "link": link, "guid": guid, "description": text, **more}
    return f"<item>{''.join(f'<{name}>{escape(value)}</{name}>' for name, value in parts.items() if value)}</item>"


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/posts/"><title>Otters</title><entry>
<title type="html">Otters &amp;amp; KubeCon</title><id>tag:1</id><link rel="self" href="self"/><link href="otters"/>
<author><name>Ana Lee</name></author><published>2026-03-29T09:00:00Z</published><updated>2026-04-01T09:00:00Z</updated>
<category term="otters"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hello</p></div></content>
</entry></feed>"""
