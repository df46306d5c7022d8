"""What the words around a contact do: call for a call, name a help desk, hurry, ask for secrets."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from contactfinder.contacts.patterns import pattern
from contactfinder.scan.finding import Signal
from contactfinder.scan.words import LONGEST_WORD, places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# English, Spanish and the commonest words of Portuguese, French and German. Texts come folded and in lower case.
_WORDS = {
    (Signal.CALL, False): """
        call calling dial dialing ring text whatsapp helpline hotline tollfree callback
        llama llamar llame llamando llamenos marca marcar marque ligue ligar appelez anrufen rufen
    """,
    (Signal.CALL, True): """
        calls phone telephone tel contact contacting reach message write mail email talk speak connect connects chat number numbers inbox
        dm pm ping open visit touch telefono telefone telefon nummer contacta contactar contacte contacto contactos comuniquese comunicate
        numero escriba escribe escribir visite visita entre mande correo fale solved solucion
    """,
    (
        Signal.SUPPORT,
        False,
    ): "helpline helpdesk hotline tollfree soporte suporte atendimento kundendienst kundenservice kundensupport",
    (Signal.SUPPORT, True): """
        support help assist assistance service services care agent agents helps representative desk
        admin admins advisor advisors adviser advisers operator staff
        ayuda ajuda aide hilfe asistencia asesor asesores asesora administrador agente agentes servicio
    """,
    (Signal.URGENCY, False): """
        immediately urgent urgently asap now today instant instantly anytime quickly
        urgente inmediatamente inmediato inmediata ahora
    """,
    (Signal.TROUBLE, False): """
        locked unlock unlocked suspended restricted frozen froze hacked stolen scammed unauthorized unauthorised suspicious compromised
        refund refunds chargeback charged fraud fraudulent freeze scammer recover recovered recovering recovery restore stuck
        bloqueada bloqueado robada robado perdidas perdidos hackeada reembolso recuperar recuperarla recuperarlo recupere retirar robaron robo estafa estafaron cancelar
        reembolsos desbloquear desbloqueo congelados congelada congelado bloqueados hackearon unfreeze unfroze chargebacks reimbursement
    """,
    (Signal.TROUBLE, True): """
        retiro retiros bloqueo devolvieron devolvio reversed restored restore solved resuelto resolved fix
        missing pending failed withdraw withdrawal withdrawals deposit deposits login password verify verification identity transaction
        transactions dispute account accounts funds money payment payments payout issue issues problem problems lost cancel review error
        cuenta cuentas fondos problema problemas dinero
    """,
    (Signal.CRYPTO, False): """
        crypto cryptocurrency cryptocurrencies bitcoin btc ethereum eth usdt usdc coin coins wallet wallets
        cripto criptomonedas criptomoneda billetera
    """,
    (Signal.SECRETS, False): "passphrase otp",
    (Signal.REMOTE_ACCESS, False): "anydesk teamviewer rustdesk ultraviewer screenconnect airdroid",
    (Signal.PAYMENT, False): "giftcard giftcards",
}
_BETWEEN = r"[^\w\n]{1,3}"
_A_WORD = rf"(?:\w+{_BETWEEN})?"
# Words that begin a phrase, and how it goes on.
_DESK = (
    r"(?:support|services?|care|help|desk|line|agents?|team|assistance|representatives?|reps?|advis[eo]rs?|managers?|staff|helpline"
    r"|helpdesk|hotline|free|department|unit|escalation|specialists?|number|telephone|phone|contact|relations)\b"
)
_PHRASES: tuple[tuple[Signal, str, str], ...] = (
    (
        Signal.SUPPORT,
        "customer client consumer technical tech live wallet toll recovery emergency complaint complaints official fraud dispute claims validation verification human refund billing security priority merchant call",
        rf"{_BETWEEN}{_A_WORD}{_DESK}",
    ),
    (
        Signal.SUPPORT,
        "official oficial",
        rf"{_BETWEEN}{_A_WORD}(?:support|help|helpline|soporte|ayuda|line|linea|desk|contacto|servicio|service)\b",
    ),
    (Signal.SUPPORT, "ayuda soporte servicio canal contacto", r" oficial(?:es)?\b"),
    (
        Signal.SUPPORT,
        "recovery escalation fraud refund support help reimbursement",
        rf"{_BETWEEN}(?:experts?|admins?|officers?|staff|lawyers?|hackers?|agency|company)\b",
    ),
    (
        Signal.SUPPORT,
        "escalation compliance",
        rf"{_BETWEEN}(?:team|desk|department|hotline|line|officer|unit)\b",
    ),
    (
        Signal.SUPPORT,
        "equipo experto expertos especialista especialistas departamento centro agente asesor",
        r" (?:oficial )?de (?:recuperacion|soporte|reembolsos?|ayuda|seguridad|fraudes?|atencion|rescate|asistencia|devoluciones|servicio)\b",
    ),
    (
        Signal.SUPPORT,
        "asesores agentes asesor agente",
        r" (?:humanos?|reales|en vivo|en linea|especializados?)\b",
    ),
    (
        Signal.SUPPORT,
        "linea telefono numero",
        r" (?:directa|directo|gratis|gratuita|gratuito|de (?:ayuda|soporte|fraude|emergencia|contacto|atencion|servicio))\b",
    ),
    (Signal.SUPPORT, "24 veinticuatro", r" horas\b"),
    (Signal.CALL, "telefono numero", r" de\b"),
    (Signal.CALL, "pick picks picked", r" up\b"),
    (
        Signal.TROUBLE,
        "recuperacion recuperar recuperamos recuperaron",
        r" (?:de )?(?:sus? |mis? |los )?(?:fondos|criptomonedas|dinero|billetera|cuenta|cripto|monedas|bitcoins?|wallet)\b",
    ),
    (
        Signal.TROUBLE,
        "fondos dinero cuenta billetera",
        r" (?:robados?|congelados?|bloquead[oa]s?|perdidos?|suspendid[oa])\b",
    ),
    (Signal.TROUBLE, "perdi perdieron", r" (?:mis?|el|la|los|acceso|todo)\b"),
    (
        Signal.TROUBLE,
        "got gave get sent",
        rf"{_BETWEEN}(?:it|me|my|them|the)\b{_BETWEEN}{_A_WORD}{_A_WORD}{_A_WORD}back\b",
    ),
    (Signal.SUPPORT, "phone user contact", rf"{_BETWEEN}(?:support|agents?|care|team|service|helpdesk)\b"),
    (
        Signal.SUPPORT,
        "support service care help assistance",
        rf"{_BETWEEN}{_A_WORD}(?:number|line|desk|phone|hotline|helpline|centre|center|agents?|representatives?|specialists?|team|toll|usa?|inbox|page|portal|channel)\b",
    ),
    (
        Signal.SUPPORT,
        "contact call reach phone dial text ask talk speak speaking connect",
        rf"{_BETWEEN}{_A_WORD}{_A_WORD}(?:support|customer|agents?|representatives?|human|live|real|someone|specialists?|experts?|technician)\b",
    ),
    (Signal.SUPPORT, "get", r" through to\b"),
    (
        Signal.SUPPORT,
        "who where",
        r" (?:can|do|should) (?:i|we|you|one)? ?(?:talk|speak|call|contact|reach|complain|get)\b",
    ),
    (Signal.SUPPORT, "someone somebody anyone", rf"{_BETWEEN}{_A_WORD}{_A_WORD}{_A_WORD}(?:help|call)\b"),
    (
        Signal.SUPPORT,
        "reaching reach",
        rf"{_BETWEEN}{_A_WORD}{_A_WORD}{_A_WORD}(?:staff|agents?|support|human|team)\b",
    ),
    (
        Signal.SUPPORT,
        "ask",
        r" for (?:an?|the|our|us|help|human|support|agents?|live|real|managers?|supervisors?|representatives?|assistance)\b",
    ),
    (Signal.SUPPORT, "need", r" help with\b"),
    (Signal.SUPPORT, "have", r" (?:your|an?) (?:id|agent)\b"),
    (Signal.SUPPORT, "live", rf"{_BETWEEN}(?:person|agents?|human|chat|support)\b"),
    (Signal.SUPPORT, "24", r"\W{1,3}7\b"),
    (Signal.SUPPORT, "round around", r" the clock\b"),
    (Signal.SUPPORT, "call", rf"{_BETWEEN}cent(?:er|re)\b"),
    (Signal.SUPPORT, "toll", r"\W?free\b"),
    (Signal.SUPPORT, "atencion servicio linea centro", r" (?:(?:al|a la|de|del) \w+|urgente)"),
    (Signal.SUPPORT, "service", r" client\b"),
    (Signal.CALL, "reach", r" (?:us|out|our)\b"),
    (Signal.CALL, "go log sign", r" ?(?:in|to)? (?:to|at)\b"),
    (Signal.CALL, "toll", r"\W?free\b"),
    (Signal.CALL, "get", r" (?:in touch|hold)\b"),
    (Signal.URGENCY, "right", r" (?:now|away)\b"),
    (Signal.URGENCY, "as", r" soon as possible\b"),
    (Signal.URGENCY, "within in", r" \d+ (?:hours?|minutes?|hrs?)\b"),
    (Signal.URGENCY, "before", r" it\W?s too late\b"),
    (Signal.URGENCY, "don dont", r"\W?t? wait\b"),
    (Signal.URGENCY, "any", r" time\b"),
    (Signal.TROUBLE, "lock", r"(?:ed)? ?out\b"),
    (Signal.TROUBLE, "charge money", r"\W?back\b"),
    (Signal.TROUBLE, "login sign swap", r"\W{1,2}(?:failure|failed|error)\b"),
    (Signal.TROUBLE, "signed", r" in\b"),
    (
        Signal.SUPPORT,
        "speak talk",
        r" (?:with|to) (?:our|the|a)? ?(?:staff|team|support|someone|human|agents?)\b",
    ),
    (Signal.TROUBLE, "under", r" review\b"),
    (Signal.TROUBLE, "lost", r" (?:access|funds?|coins?|crypto|money|bitcoins?|or stolen|my)\b"),
    (Signal.TROUBLE, "missing", r" (?:deposits?|funds?|coins?|crypto|money)\b"),
    (Signal.TROUBLE, "same", r" (?:error|problem|issue)\b"),
    (Signal.TROUBLE, "your", rf"{_BETWEEN}{_A_WORD}{_A_WORD}(?:payout|purchase|account was)\b"),
    (Signal.TROUBLE, "not", r" (?:working|connecting|accepted|showing|received|you)\b"),
    (Signal.TROUBLE, "can cannot cant", r"\W?(?:no)?t? (?:log\W?in|sign\W?in|access|withdraw|verify)\b"),
    (Signal.SECRETS, "seed recovery secret mnemonic backup", r"\W{1,2}(?:phrases?|words?|keys?)\b"),
    (Signal.SECRETS, "12 24 twelve", r"\W{1,2}words?\b"),
    (Signal.SECRETS, "private", r"\W{1,2}keys?\b"),
    (Signal.SECRETS, "one", r"\W?time\W{1,2}(?:codes?|passwords?)\b"),
    (Signal.SECRETS, "verification sms 2fa", r"\W{1,2}codes?\b"),
    (Signal.SECRETS, "your", r"\W{1,2}(?:passwords?|pin)\b"),
    (Signal.SECRETS, "frase", r" (?:semilla|de recuperacion)\b"),
    (Signal.SECRETS, "clave", r" privada\b"),
    (Signal.REMOTE_ACCESS, "any team quick", r"\W(?:desk|viewer|assist)\b"),
    (Signal.REMOTE_ACCESS, "remote", r"\W{1,2}(?:access|desktop|control|session)\b"),
    (Signal.REMOTE_ACCESS, "share", r"\W{1,2}(?:your\W{1,2})?screen\b"),
    (Signal.REMOTE_ACCESS, "acceso", r" remoto\b"),
    (Signal.PAYMENT, "gift", r"\W?cards?\b"),
    (Signal.PAYMENT, "processing unlock release recovery activation network gas", r"\W{1,2}fees?\b"),
    (Signal.PAYMENT, "pay", r"\W{1,2}(?:a|the)\W{1,2}(?:fee|tax)\b"),
    (Signal.PAYMENT, "send", rf"{_BETWEEN}{_A_WORD}(?:btc|eth|usdt|bitcoins?|crypto|coins?)\b"),
    (Signal.PAYMENT, "wire", r"\W{1,2}transfer\b"),
    (Signal.PAYMENT, "tarjeta tarjetas", r" de regalo\b"),
)
_CHINESE = {
    (Signal.CALL, False): "拨打 致电 打电话 电话 電話 热线 熱線 专线 專線 来电 呼叫 打给",
    (
        Signal.CALL,
        True,
    ): "联系 聯繫 联络 聯絡 咨询 谘询 諮詢 添加 号码 號碼 私信 访问 打开 登录 写信 发邮件 邮件 邮箱 链接 网站",
    (
        Signal.SUPPORT,
        False,
    ): "客服 客户服务 客戶服務 人工 服务热线 技术支持 技術支援 售后 管理员 老师 官方电话 官方热线 投诉 服务中心 专员 帮助中心 在线支持 官方通知 退款专线 全天候 官方公告 安全提醒 风控部门 绿色通道 温馨提示 非本人操作 接通 解答 小助手",
    (Signal.SUPPORT, True): "支持 帮助 服务 协助 官方 办理 处理 态度",
    (Signal.URGENCY, False): "立即 马上 立刻 尽快 紧急 小时内 否则 随时 现在 逾期",
    (
        Signal.TROUBLE,
        False,
    ): "冻结 凍結 锁定 被盗 被骗 找回 追回 退款 不到账 未到账 没到账 异常 风控 解冻 解锁 申诉 丢失 资产迁移 转错 被黑 恢复 追款 出金 盗号 黑客 追踪 解封",
    (Signal.TROUBLE, True): "充值 充币 提现 提币 账户 帐户 賬戶 账号 帐号 资金 验证 问题",
    (Signal.CRYPTO, False): "钱包 錢包 交易所 数字货币 虚拟币 虚拟货币 加密货币 比特币 以太坊 币圈",
    (Signal.SECRETS, False): "助记词 助記詞 私钥 私鑰 验证码 驗證碼 动态码 恢复词",
    (Signal.REMOTE_ACCESS, False): "远程 遠端 向日葵 屏幕共享 共享屏幕",
    (Signal.PAYMENT, False): "手续费 保证金 解冻费 礼品卡 转账 打款",
}
POINTING = {Signal.CALL, Signal.PHONE_SIGN, Signal.SUPPORT}
PHONE_SIGNS = frozenset("☎☏📞📱📲🤙📳✆🕿🕾🖀")
_PHONE_SIGN = pattern(f"[{''.join(PHONE_SIGNS)}]")


# Names that somebody made up for something with coins: CryptoFjord, Walletora, Quantobit.
_COINED = pattern(
    r"crypto|satoshi|hodl|wallet|blockchain|coin|bitc|token|swap|defi|dexa|.{4}(?:bit|chain|vault|ledger|dex)$"
)
_HONEST = "coincide coincides coincidence coined tokenize tokenizer tokens tokenization exhibit prohibit inhibit swapped swapping swaps"
_NOT_COINED = frozenset(_HONEST.split())
SHORTEST_COINED = 7  # letters
KEPT = 10_000  # words


class Word(NamedTuple):
    """A signal, where it stands in the text, and whether it is weak: customer service says more than help."""

    signal: Signal
    start: int
    end: int
    weak: bool = False


class _Head(NamedTuple):
    """What a word means by itself, and which phrases it may begin."""

    meanings: list[tuple[Signal, bool]]
    phrases: list[tuple[Signal, re.Pattern[str]]]


_NOTHING = _Head([], [])


@cache
def _heads() -> Mapping[str, _Head]:
    heads: dict[str, _Head] = {}
    for meaning, text in _WORDS.items():
        for word in text.split():
            heads.setdefault(word, _Head([], [])).meanings.append(meaning)
    for signal, words, rest in _PHRASES:
        phrase = pattern(rest)
        for word in words.split():
            heads.setdefault(word, _Head([], [])).phrases.append((signal, phrase))
    return heads


@lru_cache(KEPT)
def _is_coined(word: str) -> bool:
    return len(word) >= SHORTEST_COINED and word not in _NOT_COINED and bool(_COINED.search(word))


@cache
def _chinese() -> tuple[Mapping[str, tuple[Signal, bool]], re.Pattern[str]]:
    words = {word: meaning for meaning, text in _CHINESE.items() for word in text.split()}
    longest_first = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(longest_first))


@cache
def _pointing() -> frozenset[str]:
    heads = _heads().items()
    return frozenset(
        word
        for word, head in heads
        if not POINTING.isdisjoint([s for s, _ in head.meanings] + [s for s, _ in head.phrases])
    )


def may_point(words: Iterable[str]) -> bool:
    """Whether some of the words call for a call or name a help desk, or begin a phrase that does."""
    return not _pointing().isdisjoint(words)


def words_in(folded: str, text: str, words: Iterable[str], start: int, end: int) -> list[Word]:
    """Every signal that begins between two places of a text, given folded in lower case, and as it is.

    `words` are those between the two places.
    """
    heads, there, found = _heads(), set(words), list[Word]()
    for word in heads.keys() & there:
        for at in places_of(word, folded, start, end):
            found += _meant(heads[word], folded, at, at + len(word))
    for word in filter(_is_coined, there):
        for at in places_of(word, folded, start, end):
            if text[at].isupper():
                found.append(Word(Signal.CRYPTO, at, at + len(word)))
    if not text.isascii():
        found += _in_chinese(folded, start, end)
        found += [Word(Signal.PHONE_SIGN, *match.span()) for match in _PHONE_SIGN.finditer(text, start, end)]
    return found


def _meant(head: _Head, folded: str, start: int, end: int) -> list[Word]:
    """What a word means, and the phrases that begin with it."""
    found = [Word(signal, start, end, weak) for signal, weak in head.meanings]
    for signal, phrase in head.phrases:
        if rest := phrase.match(folded, end):
            found.append(Word(signal, start, rest.end()))
    return found


def _in_chinese(folded: str, start: int, end: int) -> Iterator[Word]:
    meanings, chinese = _chinese()
    for match in chinese.finditer(folded, start, end + LONGEST_WORD):
        if match.start() < end:
            signal, weak = meanings[match[0]]
            yield Word(signal, *match.span(), weak)
