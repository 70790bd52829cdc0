using Microsoft.Playwright;

namespace InspectionHub.Tests.Web;

/// <summary>A page walked with the Tab key from its top to its end, as somebody goes who has no mouse.</summary>
internal static class TabWalk
{
    private const int AtOnce = 40;

    /// <summary>What such a person cannot reach, cannot see the focus on, or cannot leave; and what only a mouse can click.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        var keys = await page.Context.NewCDPSessionAsync(page);
        var most = await page.EvaluateAsync<int>(Begin);
        for (var pressed = 0; pressed < most && !await page.EvaluateAsync<bool>("walk.isOver"); pressed += AtOnce)
            // Without waiting for each: the browser takes them one after the other.
            await Task.WhenAll(Enumerable.Range(0, AtOnce).SelectMany(_ => (string[])["rawKeyDown", "keyUp"]).Select(type => keys.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = type, ["key"] = "Tab", ["code"] = "Tab", ["windowsVirtualKeyCode"] = 9 })));
        await keys.DetachAsync();
        return await page.EvaluateAsync<string[]>("walk.end()");
    }

    /// <summary>Looks at everything that should be reached, and then at whatever has the focus after each key. Returns after how many keys it is certain that the walk does not end.</summary>
    private const string Begin = """
        () => {
            const controls = 'a[href], button, input, select, textarea, summary, [tabindex]';
            const isSeen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0;
            const isStop = e => e.matches(controls) && e.tabIndex >= 0 && !e.disabled && !e.closest('[inert]') && isSeen(e);
            // A group of radio buttons is one stop.
            const nameOf = e => e.type === 'radio' && e.name ? `radio ${e.name}` : e;
            const say = e => (e.dataset?.testid ? `[${e.dataset.testid}] ` : '') + e.outerHTML.replace(/\s+/g, ' ').slice(0, 130);
            const markOf = e => { const s = getComputedStyle(e); return [s.outlineStyle === 'none' ? '' : `${s.outlineStyle} ${s.outlineWidth} ${s.outlineColor}`, s.boxShadow].join('|'); };
            const wrong = [];

            // Only a mouse: something that hears a click, or promises one, and is no control nor part of one. The choices of a combobox are reached by its arrows.
            const hears = e => Object.keys(e).filter(k => k.startsWith('_blazorEvents_')).some(k => Object.values(e[k]).some(h => h && typeof h === 'object' && 'click' in h));
            for (const e of document.body.querySelectorAll('*'))
                if ((hears(e) || (getComputedStyle(e).cursor === 'pointer' && getComputedStyle(e.parentElement).cursor !== 'pointer')) && isSeen(e) && !e.closest(`${controls}, label, [role=option], svg title`))
                    wrong.push(`only for a mouse: ${say(e)}`);

            // Rows that are alike are walked twice each, or a long table would take all the time.
            const often = new Map(), left = [];
            for (const row of document.querySelectorAll('tbody > tr, li')) {
                const inside = [...row.querySelectorAll(controls)].filter(isSeen);
                if (inside.length === 0 || row.closest('[inert]')) continue;
                const kind = [...document.querySelectorAll('main table, main ul')].indexOf(row.closest('table, ul')) + inside.map(e => ` ${e.tagName}.${e.className}`).join('');
                often.set(kind, (often.get(kind) ?? 0) + 1);
                if (often.get(kind) > 2 && !row.querySelector('tr, li')) { row.inert = true; left.push(row); }
            }

            // A box hidden in a label is seen as the label.
            const faceOf = e => { const label = e.closest('label'), box = e.getBoundingClientRect(); return label && box.width < 2 && box.height < 2 ? label : e; };
            document.activeElement?.blur();
            const wanted = [...document.querySelectorAll(controls)].filter(isStop), before = new Map(wanted.map(e => [e, markOf(faceOf(e))])), met = new Set();
            let last = document.body, same = 0;
            const look = event => {
                const e = document.activeElement ?? document.body;
                if (event.key !== 'Tab' || walk.isOver) return;
                if (e === last) { if (e !== document.body && ++same > 8) { wrong.push(`cannot be left: ${say(e)}`); walk.isOver = true; } return; }
                [last, same] = [e, 0];
                if (e === document.body || met.has(e)) { walk.isOver = true; return; }
                met.add(e); met.add(nameOf(e));
                const face = faceOf(e), box = [...face.getClientRects()].find(r => r.width > 0 && r.height > 0) ?? face.getBoundingClientRect();
                const [x, y] = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
                const at = document.elementFromPoint(x, y);
                if (!at) wrong.push(`has the focus outside the screen: ${say(e)}`);
                else if (!face.contains(at) && !at.contains(face) && at.closest('label')?.control !== e) wrong.push(`has the focus behind something: ${say(e)} under ${say(at)}`);
                else if (!isSeen(face) || box.width < 2 || box.height < 2) wrong.push(`has the focus and is not to be seen: ${say(e)}`);
                if (!isStop(e) && e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth) wrong.push(`has the focus and is no control: ${say(e)}`);
                if (before.has(e) && (markOf(face) === before.get(e) || markOf(face) === '|none')) wrong.push(`does not show that it has the focus: ${say(e)}`);
            };
            document.addEventListener('keyup', look, true);
            const walk = window.walk = {
                isOver: false,
                end() {
                    document.removeEventListener('keyup', look, true);
                    if (!walk.isOver) wrong.push(`the walk does not end; it is at ${say(last)}`);
                    for (const e of wanted) if (e.isConnected && isStop(e) && !met.has(nameOf(e))) wrong.push(`is not reached: ${say(e)}`);
                    for (const row of left) row.inert = false;
                    for (const e of document.querySelectorAll('*')) if (e.scrollTop > 0 || e.scrollLeft > 0) e.scrollTo(0, 0);
                    scrollTo(0, 0);
                    document.body.removeAttribute('tabindex');
                    document.activeElement?.blur();
                    scrollTo(0, 0);
                    return [...new Set(wrong)];
                },
            };
            // From the top of the page.
            scrollTo(0, 0);
            document.body.tabIndex = -1;
            document.body.focus();
            return wanted.length * 8 + 80;
        }
        """;
}
