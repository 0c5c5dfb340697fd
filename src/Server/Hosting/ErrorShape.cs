namespace Rollcall.Server.Hosting;

/// <summary>Sees to it that no request ends without an answer a program can read: failures are logged once and told as 500 without their cause,
/// and a bare status gets its body.</summary>
internal static class ErrorShape
{
    public static void UseErrorShape(this IApplicationBuilder app, IReadOnlyCollection<ErrorShapeOf> shapes, ILogger log) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, shapes, e.StatusCode);
            return;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // the client left; nobody is there to be answered
        }
        catch (Exception e)
        {
            log.RequestFailed(context.Request.Method, context.GetEndpoint()?.DisplayName ?? "no route", context.TraceIdentifier, e);
            if (context.Response.HasStarted)
            {
                context.Abort(); // half an answer must not look like a whole one
                return;
            }

            // What the failed handler had begun to say goes; what holds for every answer (CORS, nosniff) stays.
            context.Response.ContentLength = null;
            context.Response.Headers.ETag = default;
            context.Response.Headers.LastModified = default;
            await AnswerAsync(context, shapes, 500);
            return;
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
            await AnswerAsync(context, shapes, response.StatusCode);
    });

    /// <summary>Answers in the shape of the path.</summary>
    public static Task AnswerAsync(HttpContext context, IReadOnlyCollection<ErrorShapeOf> shapes, ErrorAnswer answer)
    {
        var own = shapes.FirstOrDefault(shape => context.Request.Path.StartsWithSegments(shape.Path, StringComparison.Ordinal));
        return own is null ? answer.ExecuteAsync(context) : own.Shape(answer).ExecuteAsync(context);
    }

    private static Task AnswerAsync(HttpContext context, IReadOnlyCollection<ErrorShapeOf> shapes, int status) => AnswerAsync(context, shapes, ErrorAnswer.Of(status));
}
