using InspectionHub.Web.Data;

namespace InspectionHub.Tests.Web.Data;

public sealed class PinyinTests
{
    [Theory]
    [InlineData("mbz", true)]
    [InlineData("maobazhen", true)]
    [InlineData("MBZDYXX", true)]
    [InlineData("dyxx", true)]
    [InlineData("maobz", true)]
    [InlineData("mao ba", true)]
    [InlineData("毛坝", true)]
    [InlineData("第一小学", true)]
    [InlineData("mbx", false)]
    [InlineData("aoba", false)]
    [InlineData("九年", false)]
    public void A_school_is_found_by_name_reading_or_initials(string typed, bool isFound) => Assert.Equal(isFound, Pinyin.Matches("毛坝镇第一小学", typed));

    [Theory]
    [InlineData("长征小学", "changz")]
    [InlineData("长征小学", "zhangz")]
    [InlineData("女子中学", "nvzi")]
    [InlineData("紫阳县M01园", "zyxm01")]
    public void Several_readings_and_letters_are_found(string name, string typed) => Assert.True(Pinyin.Matches(name, typed));

    [Theory]
    [InlineData("曾覃", "zq", "ct", "zengqin", "cengtan")]
    [InlineData("翟朴", "zp", "dp", "zhaipiao", "dipu")]
    [InlineData("区缪", "om", "qm", "oumiao", "qumou")]
    [InlineData("仇牟", "qm", "cm", "qiumu", "choumou")]
    [InlineData("查员", "zy", "cy", "zhayun", "chayuan")]
    [InlineData("盖种", "gz", "gc", "gezhong", "gaichong")]
    [InlineData("召洗", "zx", "sx", "shaoxian", "zhaoxi")]
    [InlineData("尉晟", "ws", "ys", "yusheng", "weicheng")]
    [InlineData("成都六安小学", "cdla", "chengdulu", "doulu")]
    [InlineData("佛坪县圩上小学", "fpx", "xsxx", "foping", "fuping")]
    [InlineData("柞水番禺小学", "zs", "pyxx", "zuoshuipan", "zhashuifan")]
    [InlineData("洪洞蚌埠厦门小学", "htb", "hdb", "bengbuxia", "bangbusha")]
    public void Surnames_and_places_are_found_by_their_own_reading_and_by_the_common_one(string name, params string[] typed) => Assert.All(typed, t => Assert.True(Pinyin.Matches(name, t), t));

    [Fact]
    public void The_stored_key_is_the_reading_syllable_by_syllable() => Assert.Equal("mao ba zhen di yi xiao xue", Pinyin.Key("毛坝镇第一小学"));
}
