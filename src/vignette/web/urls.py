"""Every address of the site; who may come to it stands in `rules`."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path

from vignette.web import converters
from vignette.web.api import api
from vignette.web.pages import (
    agreeing,
    camera,
    codebooks,
    codings,
    comparing,
    consents,
    exchanging,
    exemplars,
    families,
    figures,
    films,
    keepsakes,
    letters,
    lines,
    live,
    pairing,
    problems,
    reels,
    replies,
    review_films,
    reviews,
    styles,
    submissions,
    transcripts,
    uploads,
)

converters.register()

_SIGNING_IN = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/code", mfa.authenticate, name="mfa_authenticate"),
    path("sign-out", account.logout, name="account_logout"),
    path("me/password", account.password_change, name="account_change_password"),
    path("me/again", account.reauthenticate, name="account_reauthenticate"),
    path("me/again/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("me/security", mfa.index, name="mfa_index"),
    path("me/security/authenticator", totp.activate_totp, name="mfa_activate_totp"),
    path("me/security/authenticator/off", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/security/codes", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/security/codes/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/security/codes/file", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]

_FAMILIES = [
    path("", families.mine, name="home"),
    path("families/new", families.new, name="new-family"),
    path("families/<family:family>", families.show, name="family"),
    path("families/<family:family>/people", families.people, name="people"),
    path("families/<family:family>/question", families.question, name="question"),
    path("families/<family:family>/goals", families.goals, name="goals"),
    path("families/<family:family>/goals/<goal:goal>/rating", families.rating, name="rating"),
    path("families/<family:family>/consents", consents.family, name="consents"),
    path("families/<family:family>/consents/<consent:consent>/withdraw", consents.withdraw, name="withdraw"),
    path("families/<family:family>/films/new", films.new, name="new-film"),
    path("families/<family:family>/camera", camera.show, name="camera"),
    path("families/<family:family>/films/arriving", uploads.arriving, name="arriving"),
    path("families/<family:family>/films/by-program", uploads.by_program, name="film-by-program"),
]

_FILMS = [
    path("films/<film:film>", films.show, name="film"),
    # The page takes the film's identity from the end of this address.
    path("arriving/<film:film>", uploads.arriving_film, name="arriving-film"),
    path("arriving/<film:film>/key", uploads.key, name="arriving-key"),
    path("arriving/<film:film>/outcome", uploads.outcome, name="arriving-outcome"),
    path("films/<film:film>/sound", uploads.arriving_sound, name="arriving-sound"),
    path("films/<film:film>/code", uploads.code, name="film-code"),
    path("films/<film:film>/progress", films.progress, name="film-progress"),
    # Other bytes have another address: a page goes on with the film it began with.
    path("films/<film:film>/video/<version:version>", films.video, name="film-video"),
    path("films/<film:film>/poster", films.poster, name="film-poster"),
    path("films/<film:film>/sprite", films.sprite, name="film-sprite"),
    path("films/<film:film>/peaks", films.peaks, name="film-peaks"),
    path("films/<film:film>/talk", films.talk, name="film-talk"),
    path("films/<film:film>/day", films.day, name="film-day"),
    path("films/<film:film>/second-view", pairing.show, name="second-view"),
    path("films/<film:film>/second-view/progress", pairing.progress, name="second-view-progress"),
    path("films/<film:film>/second-view/fit", pairing.fit, name="second-view-fit"),
    path("films/<film:film>/second-view/listening", pairing.listen, name="second-view-listen"),
    path("films/<film:film>/second-view/end", pairing.part, name="second-view-part"),
    path("films/<film:film>/reel", films.reel, name="film-reel"),
    path("films/<film:film>/again", films.again, name="film-again"),
    path("films/<film:film>/erase", films.erase, name="film-erase"),
]

_CODINGS = [
    path("codings", codings.asked, name="asked-codings"),
    path("agreement", agreeing.show, name="agreement"),
    path("agreement/course", agreeing.course, name="agreement-course"),
    path("agreement/reckoned", agreeing.reckon, name="agreement-reckon"),
    path("agreement/progress", agreeing.progress, name="agreement-progress"),
    path("agreement/table", agreeing.table, name="agreement-table"),
    path("codebooks", codebooks.shelf, name="codebooks"),
    path("codebooks/new", codebooks.new, name="new-codebook"),
    path("codebooks/<str:reference>", codebooks.show, name="codebook"),
    path("codebooks/<str:reference>/next", codebooks.edit, name="edit-codebook"),
    path("codings/<coding:coding>/in-other-words", codebooks.recode, name="recode"),
    path("codings/<coding:coding>/events/<event:event>/example", exemplars.make, name="coding-example"),
    path("examples/<exemplar:exemplar>/film", exemplars.film, name="example-film"),
    path("examples/<exemplar:exemplar>/answer", exemplars.answer, name="example-answer"),
    path("examples/<exemplar:exemplar>/end", exemplars.end, name="example-end"),
    path("films/<film:film>/codings", codings.of_film, name="codings"),
    path("codings/<coding:coding>", codings.show, name="coding"),
    path("codings/<coding:coding>/video/<version:version>", codings.video, name="coding-video"),
    path("codings/<coding:coding>/second-view/<version:version>", codings.camera, name="coding-camera"),
    path("codings/<coding:coding>/peaks", codings.peaks, name="coding-peaks"),
    path("codings/<coding:coding>/sprite", codings.sprite, name="coding-sprite"),
    path("codings/<coding:coding>/beside", comparing.lay_beside, name="coding-lay-beside"),
    path("codings/<coding:coding>/beside/<coding:other>", comparing.show, name="coding-beside"),
    path("codings/<coding:coding>/beside/<coding:other>/progress", comparing.progress, name="coding-beside-progress"),
    path("codings/<coding:coding>/beside/<coding:other>/together", comparing.take_together, name="coding-together"),
    path(
        "codings/<coding:coding>/beside/<coding:other>/together/progress",
        comparing.together_progress,
        name="coding-together-progress",
    ),
    path("codings/<coding:coding>/beside/<coding:other>/agreed", comparing.agree, name="coding-agreed"),
    path("codings/<coding:coding>/beside/<coding:other>/ruling", comparing.rule, name="coding-ruling"),
    path("codings/<coding:coding>/beside/<coding:other>/ruling/undo", comparing.undo, name="coding-ruling-undo"),
    path("codings/<coding:coding>/asking", codings.ask, name="coding-ask"),
    path("codings/<coding:coding>/figures", figures.show, name="coding-figures"),
    path("codings/<coding:coding>/figures/progress", figures.progress, name="coding-figures-progress"),
    path("codings/<coding:coding>/figures/parts", figures.choose_parts, name="coding-figures-parts"),
    path("codings/<coding:coding>/figures/to-and-fro", figures.choose_to_and_fro, name="coding-figures-to-and-fro"),
    path("codings/<coding:coding>/figures/soon-after", figures.choose_nearness, name="coding-figures-nearness"),
    path("codings/<coding:coding>/figures/table", figures.table, name="coding-figures-table"),
    path("codings/<coding:coding>/out", exchanging.ways_out, name="coding-out"),
    path("codings/<coding:coding>/out/file", exchanging.file, name="coding-file"),
    path("films/<film:film>/codings/from-file", exchanging.from_file, name="codes-file"),
    path("films/<film:film>/codings/from-file/progress", exchanging.progress, name="codes-file-progress"),
    path("films/<film:film>/codings/from-file/in", exchanging.bring_in, name="codes-file-in"),
    path("films/<film:film>/codings/from-file/words", transcripts.bring_waiting, name="codes-file-words"),
    path("films/<film:film>/codings/from-file/end", exchanging.let_go, name="codes-file-end"),
    path("codings/<coding:coding>/end", codings.end, name="coding-end"),
    path("codings/<coding:coding>/going-on", codings.reopen, name="coding-reopen"),
    path("codings/<coding:coding>/erase", codings.erase, name="coding-erase"),
]

_TRANSCRIPTS = [
    path("films/<film:film>/transcript", transcripts.show, name="transcript"),
    path("films/<film:film>/transcript/lines", transcripts.add, name="transcript-add"),
    path("films/<film:film>/transcript/lines/<line:line>", transcripts.line, name="transcript-line"),
    path("films/<film:film>/transcript/back", transcripts.undo, name="transcript-undo"),
    path("films/<film:film>/transcript/again", transcripts.redo, name="transcript-redo"),
    path("films/<film:film>/transcript/captions", transcripts.bring, name="transcript-bring"),
    path("films/<film:film>/transcript/understood", transcripts.understood, name="transcript-understood"),
    path("films/<film:film>/transcript/steps", transcripts.begin, name="transcript-begin"),
    path("codings/<coding:coding>/lines", lines.show, name="lines"),
    path("codings/<coding:coding>/lines/<line:line>/first", lines.first, name="lines-first"),
    path("codings/<coding:coding>/lines/<line:line>/second", lines.second, name="lines-second"),
    path("codings/<coding:coding>/lines/body", lines.body, name="lines-body"),
    path("films/<film:film>/transcript/file.vtt", transcripts.take, {"kind": "vtt"}, name="transcript-vtt"),
    path("films/<film:film>/transcript/file.srt", transcripts.take, {"kind": "srt"}, name="transcript-srt"),
]

_REELS = [
    path("reels/<reel:reel>", reels.show, name="reel"),
    path("reels/<reel:reel>/making", reels.making, name="reel-making"),
    path("reels/<reel:reel>/video", reels.video, name="reel-video"),
    path("reels/<reel:reel>/stills/<clip:clip>", reels.still, name="reel-still"),
    path("reels/<reel:reel>/cuts", reels.cuts, name="reel-cuts"),
    path("reels/<reel:reel>/cuts/file", reels.cuts_file, name="reel-cuts-file"),
    path("editions/<edition:edition>", reels.edition, name="edition"),
    path("editions/<edition:edition>/video", reels.edition_video, name="edition-video"),
    path("reels/<reel:reel>/voice", replies.voice, name="reel-voice"),
    path("reels/<reel:reel>/keepsake", keepsakes.show, name="reel-keepsake"),
    path("reels/<reel:reel>/keepsake/progress", keepsakes.progress, name="keepsake-progress"),
    path("reels/<reel:reel>/keepsake/page", keepsakes.page, name="keepsake-page"),
    path("reels/<reel:reel>/keepsake/folder", keepsakes.folder, name="keepsake-folder"),
    path("reels/<reel:reel>/keepsake/end", keepsakes.end, name="keepsake-end"),
    path("reels/<reel:reel>/sharing", reels.share, name="reel-sharing"),
    path("reels/<reel:reel>/submission", reels.submit, name="reel-submission"),
    path("invitations/<invitation:invitation>/end", reels.end_sharing, name="sharing-end"),
    path("invitations/<invitation:invitation>/code", reels.code, name="sharing-code"),
]

_REVIEWS = [
    path("reels/<reel:reel>/review", reviews.show, name="review"),
    path("reels/<reel:reel>/review/stage", reviews.stage, name="review-stage"),
    path("reels/<reel:reel>/review/presenter", reviews.presenter, name="review-presenter"),
    path("reels/<reel:reel>/review/clips/<clip:clip>", reviews.seen, name="review-seen"),
    path("reels/<reel:reel>/review/before", reviews.told, name="review-told"),
    path("reels/<reel:reel>/review/agreement", reviews.agreement, name="review-agreement"),
    path("reels/<reel:reel>/review/finish", reviews.finish, name="review-finish"),
    path("reels/<reel:reel>/review/live", live.guiders_stream, name="review-live"),
    path("reels/<reel:reel>/review/command", live.guiders_command, name="review-command"),
    path("reels/<reel:reel>/review/screen", live.guiders_screen, name="review-screen"),
    path("review/clock", live.clock, name="review-clock"),
    path("reels/<reel:reel>/review/film", review_films.show, name="review-film"),
    path("reels/<reel:reel>/review/film/agreement", review_films.agreement, name="review-film-agreement"),
    path("reels/<reel:reel>/review/film/arriving", uploads.arriving_review, name="review-film-arriving"),
    path("reels/<reel:reel>/review/camera", review_films.camera, name="review-camera"),
    path("films/<film:film>/submission", review_films.submission, name="film-submission"),
    path("cycles/<cycle:cycle>/close", reviews.close, name="cycle-close"),
    path("submissions/<submission:submission>", submissions.show, name="submission"),
    path("submissions/<submission:submission>/film", submissions.film, name="submission-film"),
    path("submissions/<submission:submission>/comments", submissions.comment, name="submission-comments"),
    path("submissions/<submission:submission>/end", submissions.end, name="submission-end"),
]

_LETTER = [
    path("letter/", letters.letter, name="letter"),
    path("letter/code", letters.code, name="letter-code"),
    path("letter/film", letters.film, name="letter-film"),
    path("letter/stills/<clip:clip>", letters.still, name="letter-still"),
    path("letter/review", letters.together, name="letter-review"),
    path("letter/review/live", live.clients_stream, name="letter-live"),
    path("letter/review/joining", live.joining, name="letter-joining"),
    path("letter/review/command", live.clients_command, name="letter-command"),
    path("letter/review/screen", live.clients_screen, name="letter-screen"),
    path("letter/review/mark", live.mark, name="letter-mark"),
    path("letter/reply", replies.words, name="letter-reply"),
    path("letter/favourites/<clip:clip>", replies.favourite, name="letter-favourite"),
    path("letter/voice", replies.own_voice, name="letter-voice"),
    path("letter/voice/new", replies.speak, name="letter-speak"),
    path("letter/voice/end", replies.unsay, name="letter-unsay"),
    path("letter/tried", replies.tried, name="letter-tried"),
    path("letter/stop", letters.stop, name="letter-stop"),
]

_INSTALLED = [
    path("offline", camera.offline, name="offline"),
    path("static/site-<slug:mark>.css", styles.show, name="styles"),
    path("service-worker.js", camera.service_worker, name="service-worker"),
]

# The API's own front page says what it is made of; it has no place here.
_api_routes, _api_app, _api_name = api.urls
_API = [path("api/", include((_api_routes[:-1], _api_app), namespace=_api_name))]

urlpatterns = [
    *_SIGNING_IN,
    *_FAMILIES,
    *_FILMS,
    *_CODINGS,
    *_TRANSCRIPTS,
    *_REELS,
    *_REVIEWS,
    *_LETTER,
    *_INSTALLED,
    *_API,
]

handler400 = problems.bad_request
handler403 = problems.refused
handler404 = problems.nothing_here
handler500 = problems.our_fault
