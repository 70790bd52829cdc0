namespace InspectionHub.Core.Frameworks;

/// <summary>Reads the parts of an edition that national rules add to the plan: relaxations, and the 2012 mode.</summary>
internal static class NationalReader
{
    public static Relaxation? Relaxation(PlacedJson at)
    {
        var (from, basis) = (FrameworkWords.Date(at, "from"), at.Text("basis"));
        DateOnly? until = at.Has("until") ? FrameworkWords.Date(at, "until") : null;
        Relaxation? read = at.Text("type") switch
        {
            "visitingTeachers" => new VisitingTeachers(from, until, basis, at.Whole("atLeast"), at.Whole("below")),
            "earlierRooms" => new EarlierRooms(from, until, basis, at.Whole("designedUntil"), at.Number("music"), at.Number("art")),
            "smallSchoolRooms" => new SmallSchoolRooms(from, until, basis, at.Whole("classBelow"), at.Number("primary"), at.Number("junior")),
            "earlierSize" => new EarlierSize(from, until, basis, at.Whole("designedUntil"), at.Whole("limit"), at.Whole("nineYear")),
            "migrantSize" => new MigrantSize(from, until, basis, at.Text("item"), at.Number("above"), at.Whole("limit"), at.Whole("nineYear")),
            var other => Unknown(at, other),
        };
        at.RefuseUnknown();
        return read;
    }

    public static CountyVeto Veto(PlacedJson at)
    {
        var name = at.Text("name");
        // The first edition says it in words alone, and what is published is not changed.
        var years = at.Has("years") ? at.Whole("years") : name.StartsWith("两年内", StringComparison.Ordinal) ? 2 : 1;
        if (years < 1) at.Members["years"].Problem("否决情形的年数应为 1 以上的整数。");
        var veto = new CountyVeto(at.Text("code"), name, at.Text("basis"), [.. at.List("targets").Select(t => t.AsWhole())], years);
        at.RefuseUnknown();
        return veto;
    }

    public static BasicBalance? Basic(PlacedJson? at)
    {
        if (at is null) return null;
        var read = new BasicBalance(at.Text("basis"), at.Number("primary"), at.Number("junior"), FrameworkWords.Kinds(at, "kinds"), [.. at.List("indicators").Select(Indicator)]);
        at.RefuseUnknown();
        return read;
    }

    private static BasicIndicator Indicator(PlacedJson at)
    {
        var read = new BasicIndicator(at.Text("code"), at.Text("name"), FrameworkWords.Terms(at, "primary"), FrameworkWords.Terms(at, "junior"), at.Flag("split"));
        at.RefuseUnknown();
        return read;
    }

    private static Relaxation? Unknown(PlacedJson at, string word)
    {
        at.Members.GetValueOrDefault("type")?.Problem($"不认识的放宽情形“{word}”，可用：visitingTeachers、earlierRooms、smallSchoolRooms、earlierSize、migrantSize。");
        foreach (var name in at.Members.Keys) at.Know(name);
        return null;
    }
}
