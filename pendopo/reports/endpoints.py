"""The HTTP API of reports.

No postponed annotations here: the API framework reads them through the access decorators.
"""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Query, Router, Schema, Status, UploadedFile

from pendopo.accounts.api import holder_of_key
from pendopo.kernel.access import actor_of, by_token, public, staff_only
from pendopo.kernel.files.api import accept_image
from pendopo.kernel.problem_schema import PROBLEMS
from pendopo.reports import actions, queries, rules, schemas

router = Router(tags=["reports"])

NumberPath = Path[schemas.Number]


@router.post("", response={201: schemas.ReceiptOut, 200: schemas.ReceiptOut, **PROBLEMS})
@public
def submit(request: HttpRequest, body: schemas.ReportIn) -> Any:
    """Kirim laporan. Kunci yang sama mengembalikan tanda terima yang sama."""
    receipt = actions.submit_report(actor_of(request), body.draft())
    return Status(200 if receipt.is_repeated else 201, receipt)


@router.post("/photos", response={201: schemas.PhotoOut, **PROBLEMS})
@public
def add_photo(request: HttpRequest, photo: Annotated[UploadedFile, File()]) -> Any:
    """Unggah foto; pakai uid-nya saat mengirim laporan."""
    accepted = accept_image(actor_of(request), upload=photo, purpose=rules.PHOTO_PURPOSE)
    place = accepted.place
    photo_out = schemas.PhotoOut(
        uid=accepted.file.uid,
        width=accepted.file.width,
        height=accepted.file.height,
        lon=place.lon if place else None,
        lat=place.lat if place else None,
    )
    return Status(201, photo_out)


@router.get("", response={200: schemas.ReportListOut, **PROBLEMS}, auth=holder_of_key)
@staff_only
def list_reports(request: HttpRequest, query: Query[schemas.ListIn]) -> Any:
    """Daftar laporan yang boleh dilihat pemegang kunci."""
    page = queries.list_reports(actor_of(request), query.filters(), cursor=query.cursor, limit=query.limit)
    answer = schemas.ReportListOut.of(page)
    return HttpResponse(answer.model_dump_json(), content_type="application/json")


@router.get("/categories", response={200: list[schemas.CategoryOut], **PROBLEMS})
@public
def list_categories(request: HttpRequest) -> Any:
    """Kategori yang dipakai."""
    return queries.list_categories()


@router.get("/suggestions", response={200: list[schemas.SuggestionOut], **PROBLEMS})
@public
def suggest(request: HttpRequest, query: Query[schemas.TextIn]) -> Any:
    """Kategori yang cocok dengan teks, paling banyak tiga."""
    return [schemas.SuggestionOut.of(each) for each in queries.suggest_for(query.text)]


@router.get("/nearby", response={200: list[schemas.NearbyOut], **PROBLEMS})
@public
def nearby(request: HttpRequest, query: Query[schemas.NearbyIn]) -> Any:
    """Laporan serupa yang masih terbuka dalam 100 meter."""
    found = queries.nearby_reports(lon=query.lon, lat=query.lat, category_code=query.category)
    return [schemas.NearbyOut.of(near) for near in found]


@router.get("/figures", response={200: schemas.FigureTableOut, **PROBLEMS})
@public
def figures(request: HttpRequest, query: Query[schemas.FiguresIn]) -> Any:
    """Angka laporan yang diterima dalam bulan-bulan itu; yang selesai hanya yang disetujui."""
    table = queries.get_figures(query.by, since=query.first, until=query.last)
    return schemas.FigureTableOut.of(table)


@router.get("/{number}", response={200: schemas.ReportDetailOut, **PROBLEMS})
@by_token
def get_report(request: HttpRequest, number: NumberPath, query: Query[schemas.KeyIn]) -> Any:
    """Satu laporan, untuk petugas atau pemegang kunci lacak."""
    return schemas.ReportDetailOut.of_detail(queries.get_report(actor_of(request), number, key=query.key))


_CHANGED: dict[int | frozenset[int], type[Schema]] = {200: schemas.ChangedOut, **PROBLEMS}


@router.post("/{number}/verify", response=_CHANGED, auth=holder_of_key)
@staff_only
def verify(request: HttpRequest, number: NumberPath, body: schemas.WordsIn) -> Any:
    """Nyatakan laporan benar dan pada tempatnya."""
    return actions.verify_report(actor_of(request), number, **body.dict())


@router.post("/{number}/assign", response=_CHANGED, auth=holder_of_key)
@staff_only
def assign(request: HttpRequest, number: NumberPath, body: schemas.AssignIn) -> Any:
    """Disposisi ke jabatan di instansi pemegang."""
    return actions.assign_report(actor_of(request), number, **body.dict())


@router.post("/{number}/start", response=_CHANGED, auth=holder_of_key)
@staff_only
def start(request: HttpRequest, number: NumberPath, body: schemas.WordsIn) -> Any:
    """Mulai mengerjakan."""
    return actions.start_report(actor_of(request), number, **body.dict())


@router.post("/{number}/hand-over", response=_CHANGED, auth=holder_of_key)
@staff_only
def hand_over(request: HttpRequest, number: NumberPath, body: schemas.HandOverIn) -> Any:
    """Limpahkan ke instansi yang berwenang. Yang melimpahkan mungkin tidak melihat laporan itu lagi."""
    return actions.hand_over_report(actor_of(request), number, **body.dict())


@router.post("/{number}/answer", response=_CHANGED)
@by_token
def answer(
    request: HttpRequest, number: NumberPath, body: schemas.NeededWordsIn, query: Query[schemas.KeyIn]
) -> Any:
    """Tulis kepada pelapor, atau sebagai pelapor kepada instansi."""
    return actions.answer_report(actor_of(request), number, **body.dict(), key=query.key)


@router.post("/{number}/resolve", response=_CHANGED, auth=holder_of_key)
@staff_only
def resolve(request: HttpRequest, number: NumberPath, body: schemas.ResolveIn) -> Any:
    """Nyatakan selesai, dengan foto hasil; dari lapangan juga dengan tiket dan posisi."""
    return actions.resolve_report(
        actor_of(request),
        number,
        text=body.text,
        photo_uids=body.photo_uids,
        proof=body.proof(),
        version=body.version,
    )


@router.post("/{number}/field-ticket", response={201: schemas.TicketOut, **PROBLEMS}, auth=holder_of_key)
@staff_only
def open_ticket(request: HttpRequest, number: NumberPath) -> Any:
    """Tiket lapangan: sekali pakai, 24 jam; foto yang diambil sesudahnya dihitung sebagai bukti."""
    return Status(201, actions.open_ticket(actor_of(request), number))


@router.post("/{number}/check", response=_CHANGED, auth=holder_of_key)
@staff_only
def check(request: HttpRequest, number: NumberPath, body: schemas.NeededWordsIn) -> Any:
    """Petugas kedua memeriksa di tempat dan membenarkan."""
    return actions.check_report(actor_of(request), number, **body.dict())


@router.post("/{number}/ask", response=_CHANGED, auth=holder_of_key)
@staff_only
def ask(request: HttpRequest, number: NumberPath, body: schemas.NeededWordsIn) -> Any:
    """Bertanya kepada pelapor; waktu berhenti sampai dijawab."""
    return actions.ask_reporter(actor_of(request), number, **body.dict())


@router.post("/{number}/pause", response=_CHANGED, auth=holder_of_key)
@staff_only
def pause(request: HttpRequest, number: NumberPath, body: schemas.ReasonIn) -> Any:
    """Hentikan waktu dengan alasan yang dibaca umum."""
    return actions.pause_report(actor_of(request), number, **body.dict())


@router.post("/{number}/resume", response=_CHANGED, auth=holder_of_key)
@staff_only
def resume(request: HttpRequest, number: NumberPath, body: schemas.WordsIn) -> Any:
    """Lanjutkan; waktu berjalan lagi."""
    return actions.resume_report(actor_of(request), number, **body.dict())


@router.post("/{number}/promise", response=_CHANGED, auth=holder_of_key)
@staff_only
def promise(request: HttpRequest, number: NumberPath, body: schemas.PromiseIn) -> Any:
    """Janjikan selesai pada suatu hari, dengan alasan; keduanya dibaca umum."""
    return actions.promise_report(actor_of(request), number, **body.dict())


@router.post("/{number}/refer", response=_CHANGED, auth=holder_of_key)
@staff_only
def refer(request: HttpRequest, number: NumberPath, body: schemas.ReferIn) -> Any:
    """Teruskan ke pihak di luar pemerintah daerah, dengan nomor di sana."""
    return actions.refer_report(actor_of(request), number, **body.dict())


@router.post("/{number}/merge", response=_CHANGED, auth=holder_of_key)
@staff_only
def merge(request: HttpRequest, number: NumberPath, body: schemas.MergeIn) -> Any:
    """Gabungkan dengan laporan lain tentang hal yang sama."""
    return actions.merge_report(actor_of(request), number, **body.dict())


@router.post("/{number}/split", response=_CHANGED, auth=holder_of_key)
@staff_only
def split(request: HttpRequest, number: NumberPath, body: schemas.ReasonIn) -> Any:
    """Pisahkan lagi: ternyata hal lain."""
    return actions.split_report(actor_of(request), number, **body.dict())


@router.post("/{number}/coordinate", response=_CHANGED, auth=holder_of_key)
@staff_only
def coordinate(request: HttpRequest, number: NumberPath, body: schemas.CoordinateIn) -> Any:
    """Minta instansi lain membantu atau menjawab; laporan tetap di instansi pemegang."""
    return actions.coordinate_report(actor_of(request), number, **body.dict())


@router.post("/{number}/coordination-answer", response=_CHANGED, auth=holder_of_key)
@staff_only
def answer_coordination(request: HttpRequest, number: NumberPath, body: schemas.CoordinationWordsIn) -> Any:
    """Jawab untuk instansi yang diminta. Sesudahnya laporan mungkin tidak terlihat lagi."""
    return actions.answer_coordination(actor_of(request), number, **body.dict())


@router.post("/{number}/coordination-decline", response=_CHANGED, auth=holder_of_key)
@staff_only
def decline_coordination(request: HttpRequest, number: NumberPath, body: schemas.CoordinationReasonIn) -> Any:
    """Nyatakan mengapa instansi yang diminta tidak dapat membantu."""
    return actions.decline_coordination(actor_of(request), number, **body.dict())


@router.post("/{number}/coordination-withdraw", response=_CHANGED, auth=holder_of_key)
@staff_only
def withdraw_coordination(request: HttpRequest, number: NumberPath, body: schemas.CoordinationEndIn) -> Any:
    """Tarik permintaan koordinasi yang belum dijawab."""
    return actions.withdraw_coordination(actor_of(request), number, **body.dict())


@router.post("/{number}/support", response={200: schemas.SupportOut, **PROBLEMS})
@public
def support(request: HttpRequest, number: NumberPath, body: schemas.SupportIn) -> Any:
    """Saya juga: menambah bobot laporan yang sudah ada, dan ikut diberi kabar."""
    return actions.support_report(
        actor_of(request),
        number,
        browser=str(body.browser) if body.browser else "",
        email=body.email,
        phone=body.phone,
    )


@router.post("/{number}/reject", response=_CHANGED, auth=holder_of_key)
@staff_only
def reject(request: HttpRequest, number: NumberPath, body: schemas.NeededWordsIn) -> Any:
    """Tolak dengan alasan."""
    return actions.reject_report(actor_of(request), number, reason=body.text, version=body.version)


@router.post("/{number}/confirm", response=_CHANGED)
@by_token
def confirm(request: HttpRequest, number: NumberPath, query: Query[schemas.KeyIn]) -> Any:
    """Pelapor setuju bahwa sudah selesai."""
    return actions.confirm_report(actor_of(request), number, key=query.key)


@router.post("/{number}/reopen", response=_CHANGED)
@by_token
def reopen(
    request: HttpRequest, number: NumberPath, body: schemas.NeededWordsIn, query: Query[schemas.KeyIn]
) -> Any:
    """Pelapor menyatakan belum selesai."""
    return actions.reopen_report(actor_of(request), number, reason=body.text, key=query.key)


@router.post("/{number}/rate", response=_CHANGED)
@by_token
def rate(request: HttpRequest, number: NumberPath, body: schemas.RateIn, query: Query[schemas.KeyIn]) -> Any:
    """Beri satu sampai lima bintang."""
    return actions.rate_report(actor_of(request), number, **body.dict(), key=query.key)
