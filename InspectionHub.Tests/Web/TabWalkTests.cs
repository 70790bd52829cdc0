namespace InspectionHub.Tests.Web;

/// <summary>The walk of <see cref="TabWalk"/> finds what is wrong, and nothing where nothing is.</summary>
public sealed class TabWalkTests
{
    [Fact]
    public async Task A_page_on_which_every_control_is_reached_and_shows_it_is_right()
    {
        Assert.Empty(await WalkAsync("""
            <a href=/a>一</a> <button>二</button> <input type=date> <input type=radio name=r> <input type=radio name=r> <details><summary>三</summary><a href=/hidden>里面</a></details>
            <button disabled>四</button> <label style='cursor:pointer'><input type=checkbox> 五</label> <div style='height:3000px'></div> <select><option>六</select> <textarea></textarea>
            """));
    }

    [Theory]
    [InlineData("does not show that it has the focus", "<button style='outline:none'>一</button>")]
    [InlineData("has the focus behind something", "<button>一</button><div style='position:fixed;inset:0;background:#fff'></div>")]
    [InlineData("has the focus outside the screen", "<button style='position:fixed;left:-200px'>一</button>")]
    [InlineData("cannot be left", "<textarea onkeydown='event.preventDefault()'></textarea>")]
    [InlineData("is not reached", "<button onfocus='this.nextElementSibling.focus()'>一</button><button>二</button><button id=b>三</button><script>document.querySelectorAll('button')[1].addEventListener('focus', () => document.getElementById('b').focus())</script>")]
    [InlineData("only for a mouse", "<div style='cursor:pointer'>一</div>")]
    [InlineData("has the focus and is not to be seen", "<button style='position:absolute;width:1px;height:1px;padding:0;border:0;overflow:hidden'>一</button>")]
    public async Task What_is_wrong_is_found(string what, string page) => Assert.Contains(await WalkAsync(page), found => found.StartsWith(what, StringComparison.Ordinal));

    [Fact]
    public async Task A_ring_that_cannot_be_left_is_found() =>
        Assert.Contains(await WalkAsync("<button>一</button><button>二</button><button onkeydown='event.preventDefault(); event.target.previousElementSibling.focus()'>三</button><button>四</button>"), found => found.StartsWith("is not reached", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<string>> WalkAsync(string body)
    {
        await using var screens = new Screens();
        var page = await screens.OpenAsync("http://127.0.0.1");
        await page.SetContentAsync($"<html lang=zh><title>x</title><main>{body}</main></html>");
        return await TabWalk.FindingsAsync(page);
    }
}
