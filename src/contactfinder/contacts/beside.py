"""What stands beside a number or an address and says that something else is meant: an account of a messenger, an id."""

import re
from unicodedata import normalize

from contactfinder.contacts.kinds import Sign
from contactfinder.contacts.patterns import pattern

_WHATSAPP_NAMES = r"what[’'`´]?s[\W_]{0,2}app|ватсап|вотсап|왓츠앱|واتس"
_SERVICE_NAMES = (  # their accounts are numbers, or bear names that are given beside one
    r"(?<![a-z])(?:tele ?gram|signal|viber|we ?chat|weixin|icq|qq|discord|imo|zalo|kakao(?: ?talk)?|snapchat|messenger"
    r"|facebook|instagram|insta|twitter|youtube|reddit|linkedin|weibo|dingtalk|threema|zelle|tg|vx|wx|ig|fb|vk)(?![a-z])"
    r"|微信|加\s?v(?![a-z])|v\s?信|薇信|微博|扣扣|企鹅号|钉钉|电报|纸飞机|飞机号|抖音|快手|支付宝"
    r"|카카오톡|카톡|텔레그램|위챗|(?<![가-힣])라인|カカオ|テレグラム|(?<![ァ-ー])ライン|телеграм|вайбер|تيليجرام|تلغرام"
    r"|^\W*line\b|\bline\W?(?:id|app|account)\b"  # LINE; a help line is none
)
_IDS = (  # directly before the digits: an account hotline is a hotline
    r"(?:(?<![a-z])(?:u?id|(?:acc(?:oun)?t|card)(?: ?(?:no|number))?|wallet|iban)|账号|帐号|账户|帐户|卡号|编号)"
    r"[^\w+]{0,3}(?=\d)"
)
_WHATSAPP = pattern(_WHATSAPP_NAMES, re.IGNORECASE)
_OTHER_SERVICE = pattern(f"{_SERVICE_NAMES}|{_IDS}", re.IGNORECASE)
_ACCOUNT = pattern(rf"{_SERVICE_NAMES}|{_WHATSAPP_NAMES}|skype|(?<!\w)(?:x|line)\W{{0,3}}[:=]", re.IGNORECASE)


def signs_of(text: str) -> tuple[Sign, ...]:
    """What the words around a phone number say it is instead: the number of an account, or no phone number at all."""
    plain = normalize("NFKC", text)
    found = {Sign.WHATSAPP: _WHATSAPP, Sign.OTHER_SERVICE: _OTHER_SERVICE}
    return tuple(sign for sign, names in found.items() if names.search(plain))


def names_account(text: str) -> bool:
    """Whether a text in NFKC may name an account on a network: 'telegram: evil', 'evil on Discord'."""
    return bool(_ACCOUNT.search(text))
