using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Rollcall.Server.Hosting;
using Xunit;

namespace Rollcall.Tests.Server.Hosting;

public class ResponseLineTests
{
    [Fact]
    public async Task A_cut_or_a_write_after_the_end_of_a_response_touches_nothing_of_what_comes_next()
    {
        var response = new Completing();
        var lifetime = new Lifetime();
        var features = new FeatureCollection();
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(lifetime);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
        var context = new DefaultHttpContext(features);
        var line = new ResponseLine(context);
        await line.WriteAsync("data: 1\n\n"u8.ToArray());

        await response.CompleteAsync();
        context.Uninitialize();
        await Assert.ThrowsAsync<IOException>(async () => await line.WriteAsync("data: 2\n\n"u8.ToArray()));
        line.Dispose();
        Assert.False(lifetime.IsAborted);
    }

    [Fact]
    public void A_cut_while_the_response_goes_on_ends_it()
    {
        var lifetime = new Lifetime();
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        new ResponseLine(context).Dispose();
        Assert.True(lifetime.IsAborted);
    }

    private sealed class Completing : HttpResponseFeature
    {
        private readonly List<Func<Task>> steps = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => steps.Add(() => callback(state));

        public Task CompleteAsync() => Task.WhenAll(steps.Select(step => step()));
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }
}
