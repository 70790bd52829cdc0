using System.Globalization;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>The styles of an official paper under the names an office looks for, with the official faces by name; an office's computer has them. What it lacks, it replaces by the face named beside it.</summary>
internal static class DocxStyles
{
    public const string Body = "Body", Flush = "Flush", PaperTitle = "PaperTitle", Organ = "Organ", Number = "Number", Note = "Note", TableCaption = "TableCaption", Cell = "Cell", HeadCell = "HeadCell",
        FigureCaption = "FigureCaption", Picture = "Picture", Sign = "Sign", SigningLine = "SigningLine", Check = "Check", Imprint = "Imprint", Gap = "Gap", Mark = "Mark", PageNumber = "PageNumber",
        Bold = "Bold", Kai = "Kai", Hei = "Hei", Grid = "PaperTable";

    private const string FangSong = "仿宋_GB2312", KaiTi = "楷体_GB2312", HeiTi = "黑体", BiaoSong = "方正小标宋简体", SongTi = "宋体";
    private const string Main = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

    /// <summary>A line of the 22-line grid, exact: another font cannot change how many lines a page holds.</summary>
    public static readonly int Line = DocxText.Twips(Pdf.Layout.Grid.LinePitch);

    public static string Level(int level) => $"Level{Math.Clamp(level, 1, 4).ToString(CultureInfo.InvariantCulture)}";

    public static string Styles => $"""
        {Head}<w:styles {Main}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{FangSong}" w:cs="Times New Roman"/><w:spacing w:val="-5"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:overflowPunct w:val="0"/></w:pPr></w:style>
        <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/></w:style>
        <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
        {Style(Body, "公文正文", $"<w:spacing w:line=\"{Line}\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"630\"/><w:jc w:val=\"both\"/>")}
        {Style(Flush, "主送机关", $"<w:spacing w:line=\"{Line}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/>")}
        {Style(PaperTitle, "公文标题", "<w:keepNext/><w:keepLines/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"704\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>", Face(BiaoSong, 22))}
        {Level(1, "一级标题", HeiTi)}{Level(2, "二级标题", KaiTi)}{Level(3, "三级标题", FangSong)}{Level(4, "四级标题", FangSong)}
        {Style(Organ, "发文机关标志", "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>", Face(BiaoSong, 28, "DB0F0F"))}
        {Style(Number, "发文字号", $"<w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"11\" w:color=\"DB0F0F\"/></w:pBdr><w:tabs><w:tab w:val=\"right\" w:pos=\"{DocxText.Twips(Pdf.Layout.Grid.Width - Pdf.Layout.Grid.Body)}\"/></w:tabs><w:spacing w:before=\"{2 * Line}\" w:after=\"{2 * Line}\" w:line=\"{Line}\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>")}
        {Style(Note, "附注", "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"336\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/>", Face(FangSong, 10.5))}
        {Style(TableCaption, "表题", "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"160\" w:line=\"357\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", Face(HeiTi, 10.5))}
        {Style(Cell, "表格文字", "<w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"277\" w:lineRule=\"exact\"/>", Face(SongTi, 10.5))}
        {Style(HeadCell, "表头文字", "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"40\" w:after=\"40\" w:line=\"277\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", Face(HeiTi, 10.5))}
        {Style(FigureCaption, "图题", "<w:snapToGrid w:val=\"0\"/><w:spacing w:after=\"160\" w:line=\"315\" w:lineRule=\"exact\"/><w:jc w:val=\"center\"/>", Face(HeiTi, 10.5))}
        {Style(Picture, "图片", "<w:keepNext/><w:snapToGrid w:val=\"0\"/><w:spacing w:before=\"120\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"center\"/>")}
        {Style(Sign, "署名", $"<w:keepNext/><w:keepLines/><w:spacing w:line=\"{Line}\" w:lineRule=\"exact\"/>")}
        {Style(SigningLine, "签名行", $"<w:keepLines/><w:tabs><w:tab w:val=\"left\" w:leader=\"underscore\" w:pos=\"{DocxText.Twips(Pdf.Layout.Grid.Width - (9 * Pdf.Layout.Grid.Body))}\"/></w:tabs><w:spacing w:line=\"{Line * 3 / 2}\" w:lineRule=\"exact\"/><w:ind w:left=\"{DocxText.Twips(2 * Pdf.Layout.Grid.Body)}\"/>")}
        {Style(Check, "核验说明", "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"315\" w:lineRule=\"exact\"/>", Face(KaiTi, 10.5))}
        {Style(Imprint, "版记", $"<w:tabs><w:tab w:val=\"right\" w:pos=\"{DocxText.Twips(Pdf.Layout.Grid.Width - (2 * Pdf.Layout.Grid.Four)) - 20}\"/></w:tabs><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"448\" w:lineRule=\"exact\"/>", Face(FangSong, 14))}
        {Style(Gap, "间隔", "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"160\" w:lineRule=\"exact\"/>", Face(FangSong, 5))}
        {Style(Mark, "草稿标识", "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"240\" w:lineRule=\"exact\"/><w:jc w:val=\"right\"/>", Face(HeiTi, 10.5, "B30D0D"))}
        {Style(PageNumber, "页码", "<w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"360\" w:lineRule=\"exact\"/>", $"<w:rFonts w:ascii=\"{SongTi}\" w:hAnsi=\"{SongTi}\" w:eastAsia=\"{SongTi}\"/><w:sz w:val=\"28\"/>")}
        {Character(Bold, "加粗", "<w:b/>")}{Character(Kai, "楷体字", $"<w:rFonts w:eastAsia=\"{KaiTi}\"/>")}{Character(Hei, "黑体字", $"<w:rFonts w:eastAsia=\"{HeiTi}\"/>")}
        <w:style w:type="table" w:customStyle="1" w:styleId="{Grid}"><w:name w:val="公文表格"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{Border("top", 8)}{Border("left", 4)}{Border("bottom", 4)}{Border("right", 4)}{Border("insideH", 4)}{Border("insideV", 4)}</w:tblBorders></w:tblPr></w:style>
        </w:styles>
        """;

    /// <summary>The faces by name, and what a computer without them may use instead.</summary>
    public static string Fonts => $"{Head}<w:fonts {Main}>{string.Concat(new[] { (FangSong, "FangSong"), (KaiTi, "KaiTi"), (HeiTi, "SimHei"), (BiaoSong, "FZXiaoBiaoSong-B05S"), (SongTi, "SimSun") }.Select(font => $"<w:font w:name=\"{font.Item1}\"><w:altName w:val=\"{font.Item2}\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>"))}</w:fonts>";

    public static string Settings => $"{Head}<w:settings {Main}><w:mirrorMargins/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val=\"{Line}\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>";

    public static string Header(string marks) => $"{Head}<w:hdr {Main}><w:p><w:pPr><w:pStyle w:val=\"{Mark}\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>{marks}</w:t></w:r></w:p></w:hdr>";

    /// <summary>— n —, one character in from the outer edge.</summary>
    public static string Footer(bool isOdd) => $"{Head}<w:ftr {Main}><w:p><w:pPr><w:pStyle w:val=\"{PageNumber}\"/><w:ind w:{(isOdd ? "right" : "left")}=\"280\"/><w:jc w:val=\"{(isOdd ? "right" : "left")}\"/></w:pPr>{Plain("<w:t xml:space=\"preserve\">— </w:t>")}{Plain("<w:fldChar w:fldCharType=\"begin\"/>")}{Plain("<w:instrText xml:space=\"preserve\"> PAGE </w:instrText>")}{Plain("<w:fldChar w:fldCharType=\"separate\"/>")}{Plain("<w:t>1</w:t>")}{Plain("<w:fldChar w:fldCharType=\"end\"/>")}{Plain("<w:t xml:space=\"preserve\"> —</w:t>")}</w:p></w:ftr>";

    private static string Plain(string inside) => $"<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>{inside}</w:r>";

    private static string Level(int level, string name, string face) => Style(Level(level), name, $"<w:keepNext/><w:spacing w:line=\"{Line}\" w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"630\"/><w:jc w:val=\"both\"/><w:outlineLvl w:val=\"{level}\"/>", Face(face, 16));

    private static string Style(string id, string name, string paragraph, string run = "") =>
        $"<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>{(run.Length > 0 ? $"<w:rPr>{run}</w:rPr>" : "")}</w:style>";

    private static string Character(string id, string name, string run) =>
        $"<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:qFormat/><w:rPr>{run}</w:rPr></w:style>";

    private static string Face(string name, double size, string? colour = null) =>
        $"<w:rFonts w:eastAsia=\"{name}\"/>{(colour is null ? "" : $"<w:color w:val=\"{colour}\"/>")}<w:spacing w:val=\"{(size == 16 ? -5 : 0)}\"/><w:sz w:val=\"{DocxText.HalfPoints(size)}\"/><w:szCs w:val=\"{DocxText.HalfPoints(size)}\"/>";

    private static string Border(string side, int eighths) => $"<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"auto\"/>";
}
