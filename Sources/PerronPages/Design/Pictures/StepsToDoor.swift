import PerronDomain

extension Picture {
    /// Three numbered steps up to an open door with light behind it.
    package static func stepsToDoor(words: Words) -> HTML {
        """
        <svg class="picture steps-to-door" viewBox="0 0 480 440" role="img" aria-label="\(words("common.picture.steps"))">
        <path class="wall" d="M210 36h246v280H210z"/>
        <path class="cornice" d="M198 28h270M210 40h246"/>
        <path class="door-frame" d="M262 260V130a70 70 0 0 1 140 0v130z"/>
        <path class="door-light" d="M274 260V130a58 58 0 0 1 116 0v130z"/>
        <path class="door-leaf" d="M274 260V130a58 58 0 0 1 58-58v160z"/>
        <circle class="door-knob" cx="322" cy="168" r="5"/>
        <path class="light-fall" d="M274 260h116l22 56H286zM252 316h176l20 56H240z"/>
        <path class="tread" d="M210 260h246v56H210zM140 316h316v56H140zM70 372h386v56H70z"/>
        <path class="tread-edge" d="M210 260h246M140 316h316M70 372h386"/>
        <path class="ground" d="M20 428h440"/>
        <g class="plant"><path class="plant-stem" d="M428 260v-52m0 34c-16-2-24-12-25-26 14 1 24 10 25 26zm0-16c15-2 22-11 23-24-13 1-22 9-23 24z"/>\
        <path class="plant-pot" d="M412 236h32l-5 24h-22z"/></g>
        <text class="tread-number" x="106" y="410" text-anchor="middle">1</text>
        <text class="tread-number" x="176" y="354" text-anchor="middle">2</text>
        <text class="tread-number" x="246" y="298" text-anchor="middle">3</text>
        </svg>
        """
    }
}
