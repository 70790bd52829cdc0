using Microsoft.AspNetCore.Components;

namespace InspectionHub.Web.Shared;

/// <summary>A part of a live page that is drawn again only when what it shows changed, or when somebody used it. A page that is told of a change gives its
/// parts their parameters anew each time; most of them show the same as before.</summary>
public abstract class StillComponent : ComponentBase
{
    private object? drawn;
    private bool isDrawn, isGiven;

    /// <summary>What the part shows, from its parameters alone: as values or as objects that stay the same while they show the same.</summary>
    protected abstract object Face { get; }

    protected override void OnParametersSet()
    {
        // Nobody asks whether to draw for the first time: it is drawn with what it was given, and what comes next is a change or a tap.
        isGiven = isDrawn;
        if (!isDrawn) drawn = Face;
        isDrawn = true;
    }

    protected override bool ShouldRender()
    {
        // Not from the page: a tap inside the part.
        if (!isGiven) return true;
        isGiven = false;
        var face = Face;
        if (face.Equals(drawn)) return false;
        drawn = face;
        return true;
    }
}
