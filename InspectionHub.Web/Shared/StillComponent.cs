using Microsoft.AspNetCore.Components;

namespace InspectionHub.Web.Shared;

/// <summary>A part of a live page that is drawn again only when what it shows changed, or when somebody used it. A page that is told of a change gives its
/// parts their parameters anew each time; most of them show the same as before.</summary>
public abstract class StillComponent : ComponentBase
{
    private object? drawn;
    private bool isGiven;

    /// <summary>What the part shows, as values or as objects that stay the same while they show the same.</summary>
    protected abstract object Face { get; }

    protected override void OnParametersSet() => isGiven = true;

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
