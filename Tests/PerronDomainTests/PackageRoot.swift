/// The folder that holds `Package.swift`, three steps above this file.
let packageRoot = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
