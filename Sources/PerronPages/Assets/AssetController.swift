import HTTPTypes
import Hummingbird
import NIOCore

/// Serves the site's own files. Their names hold a digest of their content, so a browser may keep them for a year.
struct AssetController {
    let catalog: AssetCatalog

    func addRoutes(to router: Router<VisitorContext>) {
        router.get(RouterPath(AssetCatalog.prefix + "**")) { [catalog] request, _ in
            AssetController(catalog: catalog).show(request)
        }
    }

    private func show(_ request: Request) -> Response {
        guard let file = catalog.file(at: request.uri.path) else { return Response(status: .notFound) }
        let tag = "\"\(file.digest)\""
        let headers: HTTPFields = [
            .contentType: file.contentType, .eTag: tag, .cacheControl: "public, max-age=31536000, immutable",
        ]
        if request.headers[.ifNoneMatch]?.contains(tag) == true { return Response(status: .notModified, headers: headers) }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
