import org.mpxj.*;
import org.mpxj.reader.UniversalProjectReader;

/** Tells what MPXJ finds in a project file, a line to an entry, its parts separated by tabs. */
public class ReadBack {
    public static void main(String[] names) throws Exception {
        ProjectFile file = new UniversalProjectReader().read(names[0]);
        for (Exception error : file.getIgnoredErrors()) say("IGNORED", error);
        for (Task t : file.getTasks())
            say("TASK", t.getText(1), t.getName(), t.getOutlineLevel(), t.getStart(), t.getFinish(), t.getMilestone(),
                t.getSummary(), t.getWork(), t.getPredecessors().size());
        for (Resource r : file.getResources())
            say("RESOURCE", r.getText(1), r.getName(), r.getMaxUnits(), r.getStandardRate());
        for (ResourceAssignment a : file.getResourceAssignments())
            say("ASSIGNMENT", a.getText(1), a.getTask().getText(1), a.getResource().getText(1), a.getWork(), a.getStart(),
                a.getFinish(), a.getCost());
        for (ProjectCalendarException e : file.getDefaultCalendar().getCalendarExceptions())
            say("OFF", e.getFromDate(), e.getName());
    }

    private static void say(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) line.append(line.length() == 0 ? "" : "\t").append(part);
        System.out.println(line);
    }
}
