import PerronDomain

/// A number to read, compare or write down: large, in groups, in figures of one width.
package struct NumberPlate {
    private let name: String
    private let groups: [String]

    package init(_ name: String, groups: [String]) {
        self.name = name
        self.groups = groups
    }

    package init(_ name: String, number: FileNumber) {
        self.init(name, groups: number.grouped.split(separator: "\u{00A0}").map(String.init))
    }

    package var html: HTML {
        """
        <p class="plate"><span class="plate-name">\(name)</span> \
        <strong class="plate-number">\(groups.map { "<span>\($0)</span>" }.joinedHTML(separator: "\u{00A0}"))</strong></p>
        """
    }
}
