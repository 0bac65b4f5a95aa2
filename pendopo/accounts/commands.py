"""`pendopo accounts`: the first administrator, keys, sessions, upkeep, and codes that cannot be sent."""

from __future__ import annotations

import click

from pendopo.accounts.actions import make_administrator, make_api_key
from pendopo.accounts.actions.own import end_sessions
from pendopo.accounts.actions.upkeep import anonymise_unverified
from pendopo.accounts.models import Account
from pendopo.accounts.queries import find_account_by_email, find_sent_text
from pendopo.accounts.rules import AgencyNotFound, read_contact
from pendopo.kernel.actor import SYSTEM


@click.group("accounts")
def commands() -> None:
    """Akun dan organisasi."""


def _account(email: str) -> Account:
    account = find_account_by_email(email)
    if account is None:
        raise click.ClickException(f"Tidak ada akun aktif dengan surel {email}.")
    return account


@commands.command("make-admin")
@click.argument("email")
@click.option("--name", default="Administrator", help="Nama bila akunnya baru.")
@click.option("--agency", default="diskominfo", help="Kode instansi tempat jabatannya.")
def make_admin(email: str, name: str, agency: str) -> None:
    """Angkat EMAIL sebagai administrator; akun baru mendapat tautan untuk membuat kata sandi."""
    try:
        link = make_administrator(SYSTEM, email=email, name=name, agency_code=agency)
    except AgencyNotFound as fault:
        raise click.ClickException(f"Tidak ada instansi yang dipakai dengan kode {agency}.") from fault
    click.echo(f"{email} sekarang administrator. Pengaman kedua diminta saat masuk.")
    if link:
        click.echo(f"Buat kata sandi di: {link}")


@commands.command("api-key")
@click.argument("email")
@click.argument("name")
def api_key(email: str, name: str) -> None:
    """Buat kunci API bernama NAME untuk EMAIL; tampil sekali ini saja."""
    click.echo(make_api_key(SYSTEM, account=_account(email), name=name))


@commands.command("end-sessions")
@click.argument("email")
def end_all_sessions(email: str) -> None:
    """Akhiri semua sesi EMAIL."""
    click.echo(f"{end_sessions(SYSTEM, account=_account(email))} sesi diakhiri.")


@commands.command("anonymise")
def anonymise() -> None:
    """Kosongkan akun yang tidak pernah dibuktikan pemiliknya selama 7 hari."""
    click.echo(f"{anonymise_unverified(SYSTEM)} akun dikosongkan.")


@commands.command("code")
@click.argument("contact")
def code(contact: str) -> None:
    """Tampilkan pesan kode terakhir ke CONTACT, bila instalasi ini tidak dapat mengirim pesan."""
    known = read_contact(contact)
    text = find_sent_text(known) if known else ""
    if not text:
        raise click.ClickException("Tidak ada kode yang masih berlaku untuk kontak itu.")
    click.echo(text)
