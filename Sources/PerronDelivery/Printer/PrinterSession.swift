import CCups
import Foundation
import PerronDomain

/// One connection to a CUPS server, for some requests one after the other. It blocks: its owner keeps it away from where tasks run.
final class PrinterSession {
    /// One name for all workers of a fund: what one began another may finish.
    private static let user = "perron"
    private static let piece = 64 * 1024

    private let connection: OpaquePointer
    private let settings: PrinterSettings

    init(_ settings: PrinterSettings) throws(CarrierFault) {
        self.settings = settings
        let address = settings.address
        // libcups would ask the terminal for a password. It keeps this by threads.
        cupsSetPasswordCB2({ _, _, _, _, _ in nil }, nil)
        let encryption = address.isEncrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED
        let patience = Int32(settings.answersWithin.wholeMilliseconds)
        guard let connection = httpConnect2(address.host, Int32(address.port), nil, AF_UNSPEC, encryption, 1, patience, nil) else {
            throw .away("nobody answers")
        }
        httpSetTimeout(connection, Double(settings.answersWithin.wholeSeconds), nil, nil)
        self.connection = connection
    }

    deinit {
        httpClose(connection)
    }

    /// Every job whose name is shown to us, finished ones too.
    func jobs() throws(CarrierFault) -> [PrinterJob] {
        let request = begin(IPP_OP_GET_JOBS)
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nil, "all")
        ask(request, for: PrinterJob.attributes)
        let response = try answer(to: request, step: "list its jobs")
        defer { ippDelete(response) }
        return PrinterSession.groups(of: IPP_TAG_JOB, in: response).compactMap(PrinterJob.init)
    }

    func condition() throws(CarrierFault) -> PrinterCondition {
        let request = begin(IPP_OP_GET_PRINTER_ATTRIBUTES)
        ask(request, for: PrinterCondition.attributes)
        let response = try answer(to: request, step: "tell its state")
        defer { ippDelete(response) }
        return PrinterCondition(PrinterSession.groups(of: IPP_TAG_PRINTER, in: response).first ?? [:])
    }

    /// A job without a document, of which nothing is printed until it is released.
    /// - Throws: `CarrierFault.refused` where the printer doesn't hold jobs.
    func createHeldJob(named name: String) throws(CarrierFault) -> Int {
        let request = begin(IPP_OP_CREATE_JOB)
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nil, name)
        var options: UnsafeMutablePointer<cups_option_t>?
        var count: Int32 = 0
        for option in settings.options + PrinterOption.own { count = cupsAddOption(option.name, option.value, count, &options) }
        cupsEncodeOptions2(request, count, options, IPP_TAG_JOB)
        cupsFreeOptions(count, options)
        let response = try answer(to: request, step: "make a job")
        defer { ippDelete(response) }
        let attributes = PrinterSession.groups(of: IPP_TAG_JOB, in: response).first ?? [:]
        guard let id = attributes["job-id"]?.first.flatMap({ Int($0) }) else {
            throw .refused(step: "make a job", reason: "it names none")
        }
        guard attributes["job-state"] == ["\(PrinterJob.State.held.rawValue)"] else {
            try purge(id)
            throw .refused(step: "hold a job until it is whole", reason: "put a CUPS queue before it")
        }
        return id
    }

    /// A PDF of a job.
    func send(_ bytes: [UInt8], named name: String, to job: Int, isLast: Bool) throws(CarrierFault) {
        let step = "take a file"
        let request = begin(IPP_OP_SEND_DOCUMENT, job: job)
        defer { ippDelete(request) }
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "document-name", nil, name)
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nil, "application/pdf")
        ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", isLast ? 1 : 0)
        let status = cupsSendRequest(connection, request, settings.address.resource, ippLength(request) + bytes.count)
        guard status == HTTP_STATUS_CONTINUE || status == HTTP_STATUS_OK else { throw PrinterSession.fault(status, step: step) }
        for start in stride(from: 0, to: bytes.count, by: PrinterSession.piece) {
            let end = min(start + PrinterSession.piece, bytes.count)
            let written = bytes[start..<end].withUnsafeBytes { piece in
                cupsWriteRequestData(connection, piece.baseAddress?.assumingMemoryBound(to: CChar.self), piece.count)
            }
            guard written == HTTP_STATUS_CONTINUE else { throw PrinterSession.fault(written, step: step) }
        }
        let response = cupsGetResponse(connection, settings.address.resource)
        defer { ippDelete(response) }
        try check(response, step: step)
    }

    func release(_ job: Int) throws(CarrierFault) {
        ippDelete(try answer(to: begin(IPP_OP_RELEASE_JOB, job: job), step: "release a job"))
    }

    /// With its files, and out of the printer's history.
    func purge(_ job: Int) throws(CarrierFault) {
        let request = begin(IPP_OP_CANCEL_JOB, job: job)
        ippAddBoolean(request, IPP_TAG_OPERATION, "purge-job", 1)
        ippDelete(try answer(to: request, step: "cancel a job"))
    }

    private func begin(_ operation: ipp_op_t, job: Int? = nil) -> OpaquePointer? {
        let request = ippNewRequest(operation)
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nil, "\(settings.address)")
        if let job { ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", Int32(job)) }
        ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nil, PrinterSession.user)
        return request
    }

    private func ask(_ request: OpaquePointer?, for names: [String]) {
        var attribute = ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", nil, names[0])
        for (index, name) in names.enumerated().dropFirst() { ippSetString(request, &attribute, Int32(index), name) }
    }

    /// The request is used up by it.
    private func answer(to request: OpaquePointer?, step: String) throws(CarrierFault) -> OpaquePointer? {
        let response = cupsDoRequest(connection, request, settings.address.resource)
        do throws(CarrierFault) {
            try check(response, step: step)
        } catch {
            ippDelete(response)
            throw error
        }
        return response
    }

    private func check(_ response: OpaquePointer?, step: String) throws(CarrierFault) {
        let status = response.map { ippGetStatusCode($0) } ?? cupsLastError()
        if response != nil, status.rawValue < IPP_STATUS_ERROR_BAD_REQUEST.rawValue { return }
        let reason = String(cString: ippErrorString(status))
        switch status {
        case IPP_STATUS_ERROR_FORBIDDEN, IPP_STATUS_ERROR_NOT_AUTHENTICATED, IPP_STATUS_ERROR_NOT_AUTHORIZED,
            IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
            throw .accessDenied
        // Of the connection, or of the server as a whole.
        case IPP_STATUS_ERROR_INTERNAL, IPP_STATUS_ERROR_SERVICE_UNAVAILABLE: throw .away(reason)
        case _ where response == nil: throw .away(reason)
        default: throw .refused(step: step, reason: reason)
        }
    }

    private static func fault(_ status: http_status_t, step: String) -> CarrierFault {
        let reason = "HTTP \(status.rawValue)"
        return switch status {
        case HTTP_STATUS_UNAUTHORIZED, HTTP_STATUS_FORBIDDEN: .accessDenied
        case HTTP_STATUS_ERROR: .away("the connection was cut")
        default: .refused(step: step, reason: reason)
        }
    }

    /// A response's groups of a kind, each a table of its attributes' values.
    private static func groups(of kind: ipp_tag_t, in response: OpaquePointer?) -> [[String: [String]]] {
        var groups: [[String: [String]]] = []
        var group: [String: [String]] = [:]
        var attribute = ippFirstAttribute(response)
        while let current = attribute {
            if ippGetGroupTag(current) == kind, let name = ippGetName(current) {
                group[String(cString: name)] = values(of: current)
            } else if !group.isEmpty {
                groups.append(group)
                group = [:]
            }
            attribute = ippNextAttribute(response)
        }
        if !group.isEmpty { groups.append(group) }
        return groups
    }

    /// None for « no value ».
    private static func values(of attribute: OpaquePointer) -> [String] {
        (0..<ippGetCount(attribute)).compactMap { index in
            switch ippGetValueTag(attribute) {
            case IPP_TAG_INTEGER, IPP_TAG_ENUM: "\(ippGetInteger(attribute, index))"
            case IPP_TAG_BOOLEAN: ippGetBoolean(attribute, index) != 0 ? "true" : "false"
            default: ippGetString(attribute, index, nil).map { String(cString: $0) }
            }
        }
    }
}
