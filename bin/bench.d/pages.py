"""Pages: the public ones and the personal space, one core for the server and one for the load."""

import statistics
from pathlib import Path

import peer
import portal
import rig

HERE = Path(__file__).parent

# Perron's page, the peer's.
PUBLIC = {"/": "/", "/connexion": "/accounts/login/", "/acces": "/accounts/password/reset/"}


def public(effort, folder):
    """The public pages beside nginx with files of the same bytes, a bare Hummingbird route with those of the first, and the peer."""
    data = portal.copy(10_000, folder / "public")
    with portal.serve(data) as ours, peer.serve(folder, portal.PASSWORD) as theirs:
        bodies = {path: rig.get(ours.url + path) for path in PUBLIC}
        files = {path: f"public-{place}" for place, path in enumerate(PUBLIC)}
        (folder / "floor.html").write_bytes(bodies["/"])
        with rig.nginx(folder / "nginx", {files[path]: body for path, body in bodies.items()}) as nginx, floor(folder) as bare:
            rows = [public_row(effort, path, len(bodies[path]), ours, nginx.url + "/" + files[path], theirs, bare) for path in PUBLIC]
            strangers = statistics.median(
                rig.wrk(ours.url + "/acces", effort.seconds, script=HERE / "networks.lua").rate for _ in range(effort.runs))
    heads = ["page", "bytes", "Perron /s", "nginx /s", "of nginx", "≥ 0.25", "bare route /s", "peer /s", "× peer", "≥ 10"]
    return (
        rig.table(heads, rows).rstrip() + "\n\n"
        + f"From 65 536 networks in turn, of each of which the database is asked what it did lately: `GET /acces` {rig.number(strangers)}/s.\n")


def public_row(effort, path, size, ours, file, theirs, bare):
    got = rig.interleaved(
        effort.runs,
        ours=lambda: rig.wrk(ours.url + path, effort.seconds).rate,
        nginx=lambda: rig.wrk(file, effort.seconds).rate,
        bare=lambda: rig.wrk(bare.url + "/page", effort.seconds).rate if path == "/" else 0,
        peer=lambda: rig.wrk(theirs.url + PUBLIC[path], effort.seconds).rate)
    share, times = got["ours"] / got["nginx"], got["ours"] / got["peer"]
    return [
        f"`GET {path}`", size, rig.number(got["ours"]), rig.number(got["nginx"]), f"{share:.2f}", rig.verdict(share >= 0.25),
        rig.number(got["bare"]) if path == "/" else "", rig.number(got["peer"]), f"{times:.0f}", rig.verdict(times >= 10)]


def floor(folder, cores=rig.SERVER):
    port = rig.free_port()
    return rig.Server(
        [rig.PROOF, "floor", "--port", port, "--page", folder / "floor.html"], port, folder / f"floor-{port}.log", cores,
        host="127.0.0.1", probe="/page")


def space(effort, folder):
    """The personal space of somebody signed in: session, file, contacts and sign-ins are read from the database for each."""
    data = portal.copy(10_000, folder / "space")
    with portal.serve(data) as ours, peer.serve(folder, portal.PASSWORD) as theirs:
        cookie = f"Cookie: {portal.Visitor(ours).sign_in(portal.numbers(data, 1)[0]).cookie}"
        body = rig.get(ours.url + "/espace", {"Cookie": cookie[8:]})
        assert b"Bonjour" in body
        their_cookie = f"Cookie: {peer.Visitor(theirs).sign_in('membre1', portal.PASSWORD).cookie}"
        with rig.nginx(folder / "nginx", {"space": body}) as nginx:
            got = rig.interleaved(
                effort.runs,
                ours=lambda: rig.wrk(ours.url + "/espace", effort.seconds, headers=[cookie]).rate,
                nginx=lambda: rig.wrk(nginx.url + "/space", effort.seconds).rate,
                peer=lambda: rig.wrk(theirs.url + "/espace/", effort.seconds, headers=[their_cookie]).rate)
    share = got["ours"] / got["nginx"]
    return rig.table(
        ["page", "bytes", "Perron /s", "nginx /s", "of nginx", "≥ 0.10", "peer /s", "× peer"],
        [["`GET /espace`", len(body), rig.number(got["ours"]), rig.number(got["nginx"]), f"{share:.2f}", rig.verdict(share >= 0.10),
          rig.number(got["peer"]), f"{got['ours'] / got['peer']:.0f}"]])
