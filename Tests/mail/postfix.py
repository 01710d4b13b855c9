"""A Postfix of one's own: its configuration, queue and log in one folder, on one port of the loopback. Needs root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = {folder}/etc
shlib_directory = /usr/lib/postfix
mail_owner = postfix
setgid_group = postdrop
myhostname = {hostname}
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
relayhost = [127.0.0.1]:{onward}
disable_dns_lookups = yes
smtputf8_enable = {utf8}
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtp_tls_security_level = none
minimal_backoff_time = 2s
queue_run_delay = 2s
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}/log
"""

MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
relay unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
virtual unix - n n - - virtual
"""

# A mailbox of its own, with all the addresses that begin like it and a « + ».
MAILBOX = """
recipient_delimiter = +
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mailboxes
virtual_mailbox_maps = inline:{{ {{ {address} = returned/ }} }}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
"""

# All the addresses of that domain, handed to whoever listens.
LISTENER = """
recipient_delimiter = +
relay_domains = {domain}
relay_recipient_maps =
relay_transport = lmtp:inet:127.0.0.1:{port}
"""

# What « postfix start » makes and checks: folder by folder, in the form of its own file.
FILES = """
$data_directory:d:$mail_owner:-:700:uc
$queue_directory:d:root:-:755:uc
{queues}
$queue_directory/maildrop:d:$mail_owner:$setgid_group:730:uc
$queue_directory/public:d:$mail_owner:$setgid_group:710:uc
$queue_directory/pid:d:root:-:755:uc
"""
QUEUES = ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"]


class Postfix:
    """Takes mail on `port` under STARTTLS, and hands it on to `onward`. What it can't hand on comes back; to `returns`, into `maildir`,
    or by LMTP to the port `lmtp`.

    After `delay` it says that a mail is late; after `lifetime` it gives up. With `utf8` it takes addresses beyond ASCII (SMTPUTF8).
    """

    def __init__(self, folder, port, onward, certificate, key, returns=None, delay="0h", lifetime="5d", hostname="mail.test", utf8=False, lmtp=None):
        self.folder, self.port = Path(folder), port
        values = dict(
            folder=self.folder, port=port, onward=onward, certificate=certificate, key=key, hostname=hostname, utf8="yes" if utf8 else "no")
        for name in ("etc", "queue", "data", "log"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "data", "postfix")
        # Its processes give root up: they must find their way here.
        for parent in [self.folder, *self.folder.parents][:-2]:
            os.chmod(parent, 0o755) if parent.stat().st_uid == os.getuid() and parent != Path("/tmp") else None
        queues = "\n".join(f"$queue_directory/{name}:d:$mail_owner:-:700:uc" for name in QUEUES)
        main = MAIN.format(**values) + f"delay_warning_time = {delay}\nmaximal_queue_lifetime = {lifetime}\n"
        if returns:
            main += LISTENER.format(domain=returns.split("@")[1], port=lmtp) if lmtp else self._mailbox(returns)
        self._write("main.cf", main)
        self._write("master.cf", MASTER.format(**values))
        self._write("postfix-files", FILES.format(queues=queues))
        self._write("dynamicmaps.cf", "")

    def start(self):
        self._postfix("start")

    def stop(self):
        self._postfix("stop")

    def waiting(self):
        """How many messages it still holds."""
        return sum(1 for name in ("incoming", "active", "deferred") for file in (self.folder / "queue" / name).rglob("*") if file.is_file())

    def _mailbox(self, address):
        mailboxes = self.folder / "mailboxes"
        mailboxes.mkdir()
        shutil.chown(mailboxes, "nobody", "nogroup")
        self.maildir = mailboxes / "returned"
        user = pwd.getpwnam("nobody")
        return MAILBOX.format(
            folder=self.folder, domain=address.split("@")[1], address=address, uid=user.pw_uid, gid=user.pw_gid)

    def _write(self, name, text):
        (self.folder / "etc" / name).write_text(text.lstrip())

    def _postfix(self, verb):
        done = subprocess.run(["postfix", "-c", self.folder / "etc", verb], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"postfix {verb}: {done.stderr.strip()}")
