"""A page that tries everything: to run, to load, to lead away, to break out of a quote, to steer a terminal."""

from __future__ import annotations

# Addresses begin with ORIGIN, where a test may listen; what would run says so in the title.
_TRIES = """<html><head><base href="ORIGIN/base/"><meta http-equiv="refresh" content="0;url=ORIGIN/refresh">
<title>Orland Opens Its Depot</title></title><script>document.title='RAN'</script> - GSN</title>
<link rel="stylesheet" href="ORIGIN/style.css"><link rel="icon" href="ORIGIN/icon.png">
<link rel="preload" as="image" href="ORIGIN/preload.png"><link rel="dns-prefetch" href="ORIGIN">
<style>@import url(ORIGIN/import.css); body { background: url(ORIGIN/background.png) }</style>
<script src="ORIGIN/script.js"></script><script>document.title='RAN'; fetch('ORIGIN/fetch')</script></head>
<body onload="document.title='RAN'" background="ORIGIN/body.png" style="background:url(ORIGIN/inline.png)">
<h1 onclick="document.title='RAN'">Orland Opens Its Depot</h1>
<p class='"><script>document.title=1</script>' id="only">Orland opened its depot to auditors on Tuesday, two years after
they had asked &lt;script&gt;document.title='RAN'&lt;/script&gt; to see it
(<a href="javascript:document.title='RAN'">see GSN, Aug. 9</a>).</p>
<p>They may count what they like, a guard said &lt;/p&gt;&lt;/div&gt;&lt;/main&gt;&lt;img src=ORIGIN/escaped.png
onerror=document.title='RAN'&gt; at <a href="ORIGIN/a'onmouseover='document.title=1">the gate</a>
(Ilse Marn, Northern Wire/"onfocus="alert(1), Sept. 7).</p>
<p>&lt;/style&gt;&lt;/title&gt;&lt;!-- The auditors counted forty drums &amp; a \x1b]0;RAN\x07\x1b[31mred\x1b[2J one,
and \u202ewent home; nobody said a word of it.</p>
<img src="ORIGIN/image.png" onerror="document.title='RAN'"
alt="'><script>document.title='RAN'</script> of a long alt text">
<img srcset="ORIGIN/srcset.png 2x" src=x onerror=document.title='RAN'>
<svg onload="document.title='RAN'"><script>document.title='RAN'</script><image href="ORIGIN/svg.png"/></svg>
<math><mtext></form><form><mglyph><style></math><img src=x onerror=document.title='RAN'></style>
<iframe src="ORIGIN/frame.html" srcdoc="<script>parent.document.title='RAN'</script>"></iframe>
<object data="ORIGIN/object"></object><embed src="ORIGIN/embed">
<video src="ORIGIN/video" poster="ORIGIN/poster" autoplay>
</video><audio src="ORIGIN/audio" autoplay></audio><input autofocus onfocus="document.title='RAN'">
<form action="ORIGIN/form" id="f"><input type="image" src="ORIGIN/button.png"><button>Send</button></form>
<script>document.getElementById('f').submit()</script><noscript><img src="ORIGIN/noscript.png"></noscript>
<template><img src="ORIGIN/template.png"></template><details open ontoggle="document.title='RAN'">x</details>
<marquee onstart="document.title='RAN'">x</marquee><a href="data:text/html,<script>1</script>">data</a>
<p>`${document.title='RAN'}` {{constructor.constructor('x')()}}
<!--[if true]><script>document.title='RAN'</script><![endif]-->
"""
DEPTH = 10_000


def hostile_page(origin: str, depth: int = DEPTH) -> bytes:
    """The page, with a nest of so many elements at its end."""
    return (_TRIES.replace("ORIGIN", origin) + "<div><b>" * (depth // 2) + "deep").encode("utf-8", "surrogatepass")
