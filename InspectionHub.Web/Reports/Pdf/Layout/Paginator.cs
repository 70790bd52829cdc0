using InspectionHub.Web.Reports.Pdf.Drawing;

namespace InspectionHub.Web.Reports.Pdf.Layout;

/// <summary>Puts items on pages: keeps headings with what follows, repeats table heads, splits what is higher than a page,
/// and lets running text pass a chart that waits.</summary>
internal sealed class Paginator
{
    private const double Slack = 0.02;

    private readonly List<PageDrawing> _pages = [];
    private readonly List<Bookmark> _bookmarks = [];
    private readonly List<FlowItem> _waiting = [];
    private Canvas _canvas = null!;
    private double _y;

    public static DisplayList Paginate(IReadOnlyList<FlowItem> items)
    {
        var paginator = new Paginator();
        paginator.NewPage(items.FirstOrDefault()?.IsTurned ?? false);
        paginator.Run(items);
        return new(paginator._pages, paginator._bookmarks);
    }

    private PageDrawing Page => _pages[^1];
    private double Bottom => Page.IsTurned ? Grid.Width : Grid.Height;
    private double Room => Bottom - _y;
    private bool IsAtTop => _y < Slack;

    private void Run(IReadOnlyList<FlowItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            // Charts keep their order: one that comes while another waits waits behind it, and the text goes on.
            if (_waiting.Count > 0 && item.MayWait && !item.KeepWithNext && _waiting.Sum(other => other.Least) + item.Least <= Bottom && i + 1 < items.Count)
            {
                _waiting.Add(item);
                continue;
            }

            if (_waiting.Count > 0 && !item.IsBlank && !MayOvertake(items, i))
                NewPage(item.IsTurned);
            if (item is Break || item.IsTurned != Page.IsTurned)
            {
                if (!IsAtTop || (item is not Break && item.IsTurned != Page.IsTurned))
                    NewPage(item is Break ? i + 1 < items.Count && items[i + 1].IsTurned : item.IsTurned);
                if (item is Break)
                    continue;
            }

            if (item.IsBlank && (IsAtTop || item.Height > Room))
                continue;
            var need = Need(items, i);
            if (need > Room + Slack && !IsAtTop)
            {
                if (item.MayWait && !item.KeepWithNext && i + 1 < items.Count)
                {
                    _waiting.Add(item);
                    continue;
                }

                NewPage(item.IsTurned, item.Head);
                if (item.IsBlank)
                    continue;
            }

            Put(item);
        }

        if (_waiting.Count > 0)
            NewPage(false);
    }

    /// <summary>Running text may pass a waiting chart, but not a heading whose chart, table or photo would then come without it.</summary>
    private static bool MayOvertake(IReadOnlyList<FlowItem> items, int first)
    {
        var i = first;
        while (i + 1 < items.Count && (items[i].KeepWithNext || (i > first && items[i].IsBlank)))
            i++;
        return items[first].MayOvertake && items[i].MayOvertake;
    }

    /// <summary>The height the item needs here together with all that must stay with it, over the blanks between them;
    /// what no page can hold together need not stay together.</summary>
    private double Need(IReadOnlyList<FlowItem> items, int first)
    {
        var step = items[first].OnGrid ? Snapped() - _y : 0;
        var kept = 0.0;
        var i = first;
        for (; i < items.Count && (items[i].KeepWithNext || (i > first && items[i].IsBlank)) && kept <= Bottom; i++)
            kept += items[i].Height;
        kept += i < items.Count ? items[i].Least : 0;
        return step + (kept <= Bottom ? kept : items[first].Least);
    }

    private void Put(FlowItem item)
    {
        while (true)
        {
            var top = item.AtFoot ? Math.Max(_y, Bottom - item.Height) : item.OnGrid ? Snapped() : _y;
            if (item.Height <= Bottom - top + Slack)
            {
                Draw(item, top, item.Height);
                return;
            }

            if (item.Split(Bottom - top) is { } parts)
            {
                Draw(parts.First, top, parts.First.Height);
                item = parts.Others;
                NewPage(item.IsTurned, item.Head);
            }
            else if (item.Least <= Bottom - top + Slack)
            {
                Draw(item, top, Bottom - top);
                return;
            }
            else if (top < Slack || (item.Head is { } head && top < head.Height + Slack))
            {
                // Higher than a page and not to be cut: the page's edge is the last resort; no block is built so.
                Draw(item, top, item.Height);
                return;
            }
            else
            {
                NewPage(item.IsTurned, item.Head);
            }
        }
    }

    private void Draw(FlowItem item, double top, double height)
    {
        if (item.Bookmark is { } mark)
            _bookmarks.Add(new(mark.Text, mark.Level, Page.Number, top));
        item.Draw(_canvas, top, height);
        _y = top + height;
    }

    private double Snapped() => Math.Ceiling((_y / Grid.LinePitch) - 0.01) * Grid.LinePitch;

    private void NewPage(bool turned, FlowItem? head = null)
    {
        var number = _pages.Count + 1;
        _pages.Add(new(number, turned));
        // A turned page keeps the 版心; its head lies at the left edge of the upright paper on odd and even pages alike.
        _canvas = turned
            ? new(Page.Body, Grid.PaperHeight - Grid.Top - Grid.Height, Grid.Left(number))
            : new(Page.Body, Grid.Left(number), Grid.Top);
        _y = 0;
        if (head is not null)
        {
            head.Draw(_canvas, 0, head.Height);
            _y = head.Height;
        }

        var waiting = _waiting.ToArray();
        _waiting.Clear();
        foreach (var item in waiting)
            Put(item);
    }
}
