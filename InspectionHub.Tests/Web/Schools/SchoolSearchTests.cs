using Bunit;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Data;
using InspectionHub.Web.Schools;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Schools;

/// <summary>The search box of the top bar, with keys that come before its answer and keys that are the input method's.</summary>
public sealed class SchoolSearchTests(DemoHubInside hub) : IClassFixture<DemoHubInside>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Enter_before_the_answer_opens_the_school_that_was_typed_not_the_one_listed_for_fewer_letters()
    {
        var office = hub.Who("dudao", Roles.Office);
        var (few, all) = ((await hub.Get<SchoolIndex>().FindAsync(office, 2026, "m"))[0], (await hub.Get<SchoolIndex>().FindAsync(office, 2026, "mbz"))[0]);
        Assert.NotEqual(few, all);
        var gate = new Gate(hub.Get<IDbContextFactory<AppDb>>());
        await using var context = hub.As("dudao", Roles.Office);
        context.Services.AddSingleton(new SchoolIndex(gate));
        var box = context.Render<SchoolSearch>(p => p.Add(x => x.Who, office));
        await box.Find("input").InputAsync(new ChangeEventArgs { Value = "m" });
        Assert.Contains(few.Name, box.Find("[role=option]").TextContent);
        gate.Close();
        var typing = box.Find("input").InputAsync(new ChangeEventArgs { Value = "mbz" });
        var enter = box.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.False(typing.IsCompleted);
        gate.Open();
        await typing;
        await enter;
        Assert.EndsWith($"/schools/{all.Year}/{all.Code}", context.Services.GetRequiredService<NavigationManager>().Uri);
        Assert.Empty(box.FindAll("[role=option]"));
    }

    [Theory]
    [InlineData("Enter")]
    [InlineData("Escape")]
    [InlineData("ArrowDown")]
    public async Task A_key_of_the_input_method_neither_opens_nor_clears_nor_chooses(string key)
    {
        await using var context = hub.As("dudao", Roles.Office);
        var box = context.Render<SchoolSearch>(p => p.Add(x => x.Who, hub.Who("dudao", Roles.Office)));
        await box.Find("input").InputAsync(new ChangeEventArgs { Value = "mao" });
        box.WaitForAssertion(() => Assert.True(box.FindAll("[role=option]").Count > 1), Patience);
        string Seen() => string.Join('|', [context.Services.GetRequiredService<NavigationManager>().Uri, box.Find("input").GetAttribute("value"), .. box.FindAll("[role=option]").Select(o => $"{o.GetAttribute("aria-selected")} {o.TextContent}")]);
        var before = Seen();
        await box.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = key, IsComposing = true });
        Assert.Equal(before, Seen());
        await box.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = key });
        Assert.NotEqual(before, Seen());
    }

    /// <summary>A database that answers when it is let.</summary>
    private sealed class Gate(IDbContextFactory<AppDb> sound) : IDbContextFactory<AppDb>
    {
        private TaskCompletionSource? closed;

        public void Close() => closed = new();

        public void Open() => closed!.SetResult();

        public AppDb CreateDbContext() => sound.CreateDbContext();

        public async Task<AppDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (closed is not null) await closed.Task;
            return CreateDbContext();
        }
    }
}
