using InspectionHub.Core.Measurements;
using InspectionHub.Tests.Web.Faults;
using InspectionHub.Tests.Web.Pages;
using InspectionHub.Web;
using InspectionHub.Web.Accounts;
using InspectionHub.Web.Assessments;
using InspectionHub.Web.Data;
using InspectionHub.Web.DueLists;
using InspectionHub.Web.Frameworks;
using InspectionHub.Web.Inspections;
using InspectionHub.Web.Ledger;
using InspectionHub.Web.Measurements;
using InspectionHub.Web.Measurements.Demo;
using Microsoft.EntityFrameworkCore;

namespace InspectionHub.Tests.Web.Measurements;

/// <summary>A corrected workbook asks only those heads again whose own data are different in it.</summary>
public sealed class CarryOverTests
{
    private const int Year = 2026;

    [Fact]
    public async Task Of_all_units_that_confirmed_only_the_one_with_a_changed_number_confirms_again()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, importer) = (hub.Who("dudao", Roles.Office), hub.Get<Importer>());
        async Task<AssessedYear> NowAsync() => (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        async Task<bool> IsDueAsync(string unit) => (await hub.Get<DueBoard>().FindAsync(Course.Head(office, unit))).Items.Any(i => i.What == "核对并确认本单位数据");
        var before = await NowAsync();
        // All but M03 have confirmed.
        foreach (var unit in before.Facts.Units.Where(u => u.Code != "M03")) await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, unit.Code), Year, before.Batch.Id);
        var signed = before.Facts.Sites.First(s => s.Unit == "M01");
        await SignAsync(hub, office, signed);
        var told = await NoticesAsync(hub);

        var preview = await PreviewAsync(hub, office);
        var same = preview.Changes.Single(c => c.Year == Year).Confirmations;
        Assert.Equal((37, 0, "37 个单位的数据没有变化，原确认继续有效"), (same.Kept.Count, same.Anew.Count, same.Say));

        // One number of one site, and every other number in another cell: where it stands in the sheet says nothing of what it is.
        var site = before.Facts.Sites.First(s => s.Unit == "M02").Code;
        var years = preview.Reading.Years.Select(y => y.Year != Year ? y : y with
        {
            Measurements = [.. y.Measurements.Select((m, i) => m with { Value = m.Site == site && i == y.Measurements.ToList().FindIndex(x => x.Site == site) ? m.Value + 1 : m.Value, Origin = m.Origin with { Cell = "ZZ9" } })],
        });
        var taken = await importer.AcceptAsync(office, preview with { Reading = preview.Reading with { Years = [.. years] } });

        var name = before.UnitOf("M02")!.Name;
        Assert.Equal($"2026 学年：36 个单位的数据没有变化，原确认继续有效；1 个单位的数据有变，须重新确认：{name}。", taken.Confirmations.Single(l => l.StartsWith("2026", StringComparison.Ordinal)));
        var now = await NowAsync();
        Assert.Equal(taken.Batch, now.Batch.Id);
        Assert.Equal(before.Facts.Units.Select(u => u.Code).Except(["M02", "M03"]), now.ConfirmedUnits.Order(StringComparer.Ordinal));
        // What the confirmations outlive, the signatures do too.
        var draft = (await hub.Get<Releases>().DraftAsync(office.CountyId, Year))!;
        Assert.Equal((true, 0), (draft.Signed.ContainsKey(signed.Code), draft.Stale.Count));
        Assert.True(await IsDueAsync("M02"));
        Assert.False(await IsDueAsync("M01"));
        // Only the head of the changed unit is told; a head that had not confirmed the same data has been told before.
        var news = (await NoticesAsync(hub)).Except(told).ToList();
        Assert.Equal(("xz-m02", true), (Assert.Single(news).User, news[0].Text.Contains("2026 学年的数据有变动，请核对后重新确认")));
        // It is the head's own confirmation that goes on, and it stands in the chain.
        await using (var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var both = await db.DataConfirmations.AsNoTracking().Where(c => c.UnitCode == "M01" && c.Year == Year).OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
            Assert.Equal([before.Batch.Id, taken.Batch], both.Select(c => c.BatchId));
            Assert.Equal((both[0].PersonId, both[0].PersonName, both[0].At), (both[1].PersonId, both[1].PersonName, both[1].At));
        }
        Assert.True((await hub.Get<LedgerVerifier>().VerifyAsync()).Holds);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, "M02"), Year, taken.Batch);
        Assert.Contains("M02", (await NowAsync()).ConfirmedUnits);
    }

    [Fact]
    public async Task A_question_nobody_has_answered_goes_on_after_an_import_and_where_the_data_changed_it_is_to_be_looked_at()
    {
        await using var hub = await LoneHub.StartAsync(withDemo: true);
        var (office, questions) = (hub.Who("dudao", Roles.Office), hub.Get<DataQuestions>());
        var now = (await hub.Get<Assessor>().FindAsync(office.CountyId, Year))!;
        var batch = now.Batch.Id;
        foreach (var unit in (string[])["M03", "M04", "M05", "M06"]) await questions.AskAsync(Course.Head(office, unit), Year, batch, "在校生应为 61 人，学籍系统 9 月 5 日截图");
        // One is answered, another confirmed after all; of the two that are open the import changes the data of one.
        await questions.AnswerAsync(office, Year, batch, "M04", "以 9 月 1 日学籍系统为准，数据无误。");
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, "M05"), Year, batch);
        var told = await NoticesAsync(hub);
        var preview = await PreviewAsync(hub, office);
        var taken = await hub.Get<Importer>().AcceptAsync(office, Changed(preview, now.Facts.Sites.First(s => s.Unit == "M06").Code));
        var change = taken.Years.Single(y => y.Year == Year);
        Assert.Equal(("M05", "M06"), (Assert.Single(change.Kept).Code, Assert.Single(change.Changed).Code));
        // Whose data are the same waits for the answer as before; whose data changed is told to see whether that settles it.
        var news = Assert.Single((await NoticesAsync(hub)).Except(told));
        Assert.Equal(("xz-m06", true), (news.User, news.Text.Contains("请核对是否已经改正")));
        Assert.Equal([("M03", false), ("M06", true)], await OpenAsync(taken.Batch));
        async Task<IReadOnlyList<DueItem>> DuesAsync(Visitor who, string what) => [.. (await hub.Get<DueBoard>().FindAsync(who)).Items.Where(i => i.What == what)];
        Assert.Equal([("M03", false), ("M06", true)], (await DuesAsync(office, "更正或答复单位数据问题")).Select(i => (i.Of!, i.About.Contains("数据已有变动"))));
        Assert.Empty(await DuesAsync(Course.Head(office, "M03"), "核对并确认本单位数据"));
        Assert.NotEmpty(await DuesAsync(Course.Head(office, "M06"), "核对并确认本单位数据"));
        Assert.Contains("正在处理", (await Assert.ThrowsAsync<Refusal>(() => questions.AskAsync(Course.Head(office, "M03"), Year, taken.Batch, "再问一次"))).Message);

        // Answered under the new batch, the unit reads the answer; confirmed, it is settled.
        await questions.AnswerAsync(office, Year, taken.Batch, "M03", "核对无误。");
        var answered = Assert.Single(await questions.ListAsync(Course.Head(office, "M03"), Year, taken.Batch));
        Assert.Equal("核对无误。", answered.Answer!.Text);
        await hub.Get<Confirmations>().ConfirmAsync(Course.Head(office, "M06"), Year, taken.Batch);
        Assert.Empty(await OpenAsync(taken.Batch));
        Assert.Empty(await DuesAsync(office, "更正或答复单位数据问题"));

        async Task<IReadOnlyList<(string, bool)>> OpenAsync(int of) => [.. (await questions.ListAsync(office, Year, of)).Where(d => d.Answer is null).Select(d => (d.Question.UnitCode, d.IsChanged))];
    }

    /// <summary>The same workbook with one other number at a site.</summary>
    private static ImportPreview Changed(ImportPreview preview, string site) => preview with
    {
        Reading = preview.Reading with
        {
            Years = [.. preview.Reading.Years.Select(y => y.Year != Year ? y : y with { Measurements = [.. y.Measurements.Select((m, i) => i == y.Measurements.ToList().FindIndex(x => x.Site == site) ? m with { Value = m.Value + 1 } : m)] })],
        },
    };

    private static async Task<ImportPreview> PreviewAsync(LoneHub hub, Visitor office)
    {
        using var workbook = new MemoryStream();
        DemoCounty.Write(workbook, hub.Get<FrameworkShelf>().Current.Items);
        workbook.Position = 0;
        return await hub.Get<Importer>().PreviewAsync(office.CountyId, "更正.xlsx", workbook);
    }

    private static async Task SignAsync(LoneHub hub, Visitor office, Site site)
    {
        var team = new[] { "duxue1", "duxue2", "duxue3" }.Select(u => hub.Who(u, Roles.Inspector)).ToList();
        var id = await hub.Get<InspectionBook>().OpenAsync(office, Year, site.Code, "专项督导", [.. team.Select(w => new InspectionMember { InspectionId = Guid.Empty, PersonId = w.Id, PersonName = w.Name, IsLead = w == team[0] })]);
        await Course.SubmitAsync(hub.Get<FindingBook>(), hub.Get<InspectionActs>(), team[0], id);
        await Course.HearAsync(hub.Get<InspectionActs>(), office, site.Unit, id);
        await hub.Get<InspectionDesk>().SignOffAsync(office, (await hub.Get<InspectionDesk>().FindAsync(office, id))!);
    }

    private static async Task<IReadOnlyList<(Guid Id, string User, string Text)>> NoticesAsync(LoneHub hub)
    {
        await using var db = await hub.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        return [.. (await (from n in db.Notices join u in db.Users on n.PersonId equals u.Id where n.Link == "/confirm" select new { n.Id, u.UserName, n.Text }).ToListAsync()).Select(n => (n.Id, n.UserName!, n.Text))];
    }
}
