/// An error whose description is all of our own words: it may stand in a log and on a terminal.
package protocol LoggableError: Error, CustomStringConvertible {}
