"""Whether a sentence warns of the contact in it. It errs towards yes: a person then looks, and nothing is dated."""

import re

HERE = "\0"  # stands for the contact
_WHAT = (
    r"(?:phone |telephone |contact |support |e-?mail |customer |service )*"
    r"(?:numbers?|phones?|lines?|hotlines?|helplines?|e-?mails?|address(?:es)?|web ?sites?|sites?|domains?|links?|accounts?|profiles?|channels?|groups?"
    r"|support|customer (?:support|service)|agents?)"
)
_WARNINGS = re.compile(
    rf"\b(?:scam(?:mers?.?s?)?|fake|fraud(?:ulent|sters?.?)?|bogus|phishing|spoofed|malicious|phony|false|counterfeit|unofficial)\s+{_WHAT}\b"
    r"|\b(?:is|are|was|were|as|=)\s+(?:an?\s+)?(?:known\s+)?(?:scam|fake|fraud|fraudulent|phishing|bogus|impost[eo]r|unofficial)\b"
    r"|\b(?:not|isn.t|aren.t|never|no longer|wasn.t)\s+(?:\w+\s+){0,3}(?:ours?|us|affiliated|genuine|official|real|legitimate|belong|in use|in service)\b"
    r"|\bdo(?:es)?(?: not|n.t) belong\b"
    rf"|\b(?:do not|don.t|never|avoid|stop)\s+(?:ever\s+)?(?:call|dial|contact|text|message|answer|trust|use|open|visit|write|calling)\w*[^.]{{0,60}}{HERE}"
    rf"|\b(?:beware|watch out|be wary|look out|stay away|warn\w*|caution)\b[^.]{{0,120}}{HERE}"
    rf"|\b(?:scammers?|fraudsters?|criminals?|thieves|impost[eo]rs?|impersonat\w+|pretend\w*|posing|poses?)\b[^.]{{0,120}}{HERE}"
    rf"|{HERE}[^.]{{0,80}}\b(?:scams?|scammers?|fraudsters?|criminals?|thieves|impost[eo]rs?|impersonat\w+|pretend\w*|posing|poses)\b"
    r"|\b(?:falso|falsa|fraudulento|estafadores)\b|\bno (?:llame|marque|conteste)\b"
    r"|假冒|冒充|冒用|仿冒|山寨|虚假|假的|骗子|诈骗(?:电话|号码|网站|邮箱|短信)|非官方|不是(?:我们|本平台|官方)|(?:请勿|切勿|不要|勿)(?:拨打|联系|相信|接听|点击|使用)|谨防|警惕",
    re.IGNORECASE,
)
# Where to tell of scams is no scam, unless the contact is denied.
_REPORTS = re.compile(
    rf"\b(?:report|forward|send|submit|notify|tell|inform|let us know|contact us|e-?mail us|call us|reach us)\b[^.]{{0,120}}{HERE}|(?:举报|报告|反馈|投诉|转发)[^。]{{0,60}}{HERE}",
    re.IGNORECASE,
)
_DENIALS = re.compile(
    r"\b(?:do not|don.t|never|is not|isn.t|are not|aren.t|is an? (?:scam|fake))\b|请勿|切勿|不要|不是",
    re.IGNORECASE,
)


def warns(before: str, behind: str) -> bool:
    """Whether what stands before and behind a contact warns of it."""
    sentence = f"{before}{HERE}{behind}"
    if _REPORTS.search(sentence) and not _DENIALS.search(sentence):
        return False
    return bool(_WARNINGS.search(sentence))
