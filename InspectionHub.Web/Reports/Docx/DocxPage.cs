using InspectionHub.Web.Reports.Pdf.Layout;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace InspectionHub.Web.Reports.Docx;

/// <summary>The page of GB/T 9704-2012 as a section: 版心 156 × 225 mm, the binding side inside on both faces, 22 lines.</summary>
internal static class DocxPage
{
    public const string Header = "rIdHeader";
    public const string OddFooter = "rIdOddFooter";
    public const string EvenFooter = "rIdEvenFooter";

    public static W.SectionProperties Section(bool isTurned, bool hasMarks)
    {
        var section = new W.SectionProperties();
        if (hasMarks)
        {
            section.Append(new W.HeaderReference { Type = W.HeaderFooterValues.Default, Id = Header });
            section.Append(new W.HeaderReference { Type = W.HeaderFooterValues.Even, Id = Header });
        }
        section.Append(new W.FooterReference { Type = W.HeaderFooterValues.Default, Id = OddFooter });
        section.Append(new W.FooterReference { Type = W.HeaderFooterValues.Even, Id = EvenFooter });
        var (width, height) = (Twips(210), Twips(297));
        section.Append(isTurned ? new W.PageSize { Width = height, Height = width, Orient = W.PageOrientationValues.Landscape } : new W.PageSize { Width = width, Height = height });
        // The page number's line stands 7 mm below the 版心.
        section.Append(isTurned
            ? new W.PageMargin { Top = (int)Twips(28), Bottom = (int)Twips(26), Left = Twips(35), Right = Twips(37), Header = Twips(19), Footer = Twips(15.8), Gutter = 0 }
            : new W.PageMargin { Top = (int)Twips(37), Bottom = (int)Twips(35), Left = Twips(28), Right = Twips(26), Header = Twips(28), Footer = Twips(24.8), Gutter = 0 });
        section.Append(new W.DocGrid { Type = W.DocGridValues.Lines, LinePitch = DocxStyles.Line });
        return section;
    }

    private static uint Twips(double millimetres) => (uint)Math.Round(millimetres * Grid.Mm * 20);
}
