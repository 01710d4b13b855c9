import PerronDomain

/// The looks of an e-mail: the site's colours, large type. Styles stand in the tags, for many readers drop a sheet; the sheet holds only
/// what a tag can't say: dark colours and the narrow screen.
enum EmailStyle {
    static let face = "font-family:Verdana,'DejaVu Sans',Geneva,sans-serif"
    static let body = "margin:0;padding:0;background-color:#FBF8F3;\(face);-webkit-text-size-adjust:100%"
    static let preview = "display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;color:#FBF8F3;opacity:0"
    static let paper = "background-color:#FBF8F3"
    static let page = "padding:0 24px"
    static let column = "max-width:600px;margin:0 auto"
    static let head =
        "padding:24px 0 14px;border-bottom:2px solid #0B5C6B;color:#0B5C6B;\(face);font-size:18px;line-height:1.35;font-weight:bold"
    static let main = "padding:32px 0 16px;\(face)"
    static let title = "margin:0 0 20px;color:#16242E;\(face);font-size:28px;line-height:1.25;font-weight:bold;text-wrap:balance"
    static let paragraph = "margin:0 0 16px;color:#16242E;\(face);font-size:17px;line-height:1.55"
    static let heading = "margin:32px 0 8px;color:#16242E;\(face);font-size:19px;line-height:1.35;font-weight:bold"
    static let boxSpace = "margin:24px 0"
    static let box = "padding:20px 24px;background-color:#FFFFFF;border:2px solid #0B5C6B;border-radius:4px"
    static let label = "margin:0 0 4px;color:#4D5B66;\(face);font-size:16px;line-height:1.4"
    static let code = """
        margin:0 0 12px;color:#16242E;font-family:Consolas,Menlo,'DejaVu Sans Mono',monospace;font-size:36px;line-height:1.3;\
        font-weight:bold;letter-spacing:1px;white-space:nowrap
        """
    static let note = "margin:0 0 4px;color:#16242E;\(face);font-size:16px;line-height:1.5"
    static let buttonSpace = "margin:0 0 12px"
    static let button = "border-radius:4px;background-color:#0B5C6B"
    static let press = """
        display:inline-block;padding:13px 28px;border:2px solid #0B5C6B;border-radius:4px;color:#FFFFFF;\(face);font-size:18px;\
        line-height:1.3;font-weight:bold;text-align:center;text-decoration:none
        """
    static let small = "margin:0 0 16px;color:#4D5B66;\(face);font-size:16px;line-height:1.5"
    static let list = "margin:0 0 16px;padding:0 0 0 28px;color:#16242E;\(face);font-size:17px;line-height:1.55"
    static let item = "margin:0 0 8px"
    static let foot = "padding:20px 0 40px;border-top:1px solid #8A8273;color:#4D5B66;\(face);font-size:15px;line-height:1.55"
    static let link = "color:#0B5C6B"
    static let automatic = "margin:14px 0 0"

    /// Written as one literal: it holds no text from outside.
    static let sheet: HTML = """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 480px) {
          .page { padding: 0 16px !important; }
          .press { padding: 13px 16px !important; }
          .box { padding: 16px !important; }
          .code { font-size: 28px !important; letter-spacing: 0 !important; }
        }
        @media (prefers-color-scheme: dark) {
          .paper { background-color: #10181D !important; }
          .ink { color: #EEF2F3 !important; }
          .muted, .foot { color: #B4C0C7 !important; }
          .head { color: #7CC7D3 !important; border-color: #7CC7D3 !important; }
          .box { background-color: #18242C !important; border-color: #7CC7D3 !important; }
          .button { background-color: #7CC7D3 !important; }
          .press { color: #10181D !important; border-color: #7CC7D3 !important; }
          .link { color: #7CC7D3 !important; }
          .foot { border-color: #71808A !important; }
        }
        """
}
