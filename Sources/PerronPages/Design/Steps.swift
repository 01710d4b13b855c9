import PerronDomain

/// Where one stands on the way: a small flight of steps and the step's name.
package struct Steps {
    private let number: Int
    private let count: Int
    private let name: String
    private let words: Words

    package init(_ number: Int, of count: Int = 3, name: String, words: Words) {
        self.number = number
        self.count = count
        self.name = name
        self.words = words
    }

    package var html: HTML {
        let text = words("common.step", ["number": String(number), "count": String(count), "name": name])
        return "<p class=\"steps\">\(Picture.flight(climbed: number, of: count))<span>\(text)</span></p>\n"
    }
}
